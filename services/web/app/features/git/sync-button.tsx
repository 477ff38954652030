import { Button, type ButtonProps } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../ui/use-act';
import { SyncRegistryDocument } from './git.generated';
import type { Registry } from './use-registry';

interface SyncButtonProps extends ButtonProps {
  readonly registry: Registry;
  readonly label?: string;
}

/** Fetches the repository now; how it goes is seen in its status. */
export const SyncButton = ({ registry, label, ...props }: SyncButtonProps) => {
  const { t } = useTranslation('git');
  const act = useAct();
  const [isBusy, setBusy] = useState(false);
  const [, sync] = useMutation(SyncRegistryDocument);
  const run = async () => {
    setBusy(true);
    await act(sync({ uuid: registry.uuid }));
    setBusy(false);
  };
  return (
    <Button
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={isBusy || registry.syncStatus === 'PROCESSING'}
      onClick={() => void run()}
      {...props}
    >
      {label ?? t('syncNow')}
    </Button>
  );
};
