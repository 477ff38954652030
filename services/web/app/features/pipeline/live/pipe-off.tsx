import { Button } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state';
import { usePipeSwitch } from './use-pipe-switch';

/** In the place of the document of a pipe that is off. */
export const PipeOff = ({ uuid }: { uuid: string }) => {
  const { t } = useTranslation('pipeline');
  const { turn, isBusy } = usePipeSwitch(uuid);
  return (
    <EmptyState
      icon={IconPlayerPause}
      title={t('off.title')}
      action={
        <Button loading={isBusy} onClick={() => void turn(true)}>
          {t('off.action')}
        </Button>
      }
    >
      {t('off.text')}
    </EmptyState>
  );
};
