import { Badge, Group, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowDown, IconArrowUp, IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { NodeFactsFragment } from './node.generated';

const PICTURES = { INPUT: IconArrowDown, OUTPUT: IconArrowUp } as const;

/** What a node is, at a glance: its kind, who sees it, whether its pipe runs. */
export const NodeBadges = ({ node }: { node: NodeFactsFragment }) => {
  const { t } = useTranslation(['node', 'common']);
  const Picture = PICTURES[node.type];
  return (
    <Group gap={6}>
      <Badge variant="light" leftSection={<Picture size={13} aria-hidden />}>
        {t(`type.${node.type}`)}
      </Badge>
      <Badge
        variant="default"
        leftSection={<IconEye size={13} aria-hidden />}
        title={t('common:visibility.label')}
      >
        {t(`common:visibility.${node.visibilityLevel}`)}
      </Badge>
      {node.dataPipeStatus === 'Error' && (
        <Tooltip label={node.dataPipeError}>
          <Badge color="red" tabIndex={0} leftSection={<IconAlertTriangle size={13} aria-hidden />}>
            {t('pipeFails')}
          </Badge>
        </Tooltip>
      )}
    </Group>
  );
};
