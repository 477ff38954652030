import { Badge, Tooltip } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/api-provider';

/** Says when what is shown may be old: the live connection is lost and is being tried again. */
export const LiveMark = () => {
  const { t } = useTranslation();
  const { liveness } = useApi();
  if (liveness !== 'lost') return null;
  return (
    <Tooltip label={t('live.lostText')}>
      <Badge
        color="orange"
        variant="light"
        role="status"
        leftSection={<IconPlugConnectedX size={12} aria-hidden />}
      >
        {t('live.lost')}
      </Badge>
    </Tooltip>
  );
};
