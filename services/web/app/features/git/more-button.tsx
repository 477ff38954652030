import { Button, Center } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The way to the rest of a list. */
export const MoreButton = ({ isBusy, onMore }: { isBusy: boolean; onMore: () => void }) => {
  const { t } = useTranslation();
  return (
    <Center>
      <Button variant="default" loading={isBusy} onClick={onMore}>
        {t('action.more')}
      </Button>
    </Center>
  );
};
