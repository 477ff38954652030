import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { useAct } from '../../ui/use-act';
import { EnvDeviceDocument, SendEnvUpdateDocument } from './env.generated';

/** After saving: the device works with its old variables until it is told; nothing for one that never was there. */
export const TellDevice = ({ unitUuid, onDone }: { unitUuid: string; onDone: () => void }) => {
  const { t } = useTranslation('env');
  const act = useAct();
  const [isBusy, setBusy] = useState(false);
  const [{ data }] = useQuery({ query: EnvDeviceDocument, variables: { uuid: unitUuid } });
  const [, send] = useMutation(SendEnvUpdateDocument);
  const device = data?.getUnit;
  if (!device?.lastSeenDatetime && !device?.isOnline) return null;
  const tell = async () => {
    setBusy(true);
    const done = await act(send({ uuid: unitUuid }), t(device.isOnline ? 'tell.done' : 'tell.waits'));
    setBusy(false);
    if (done) onDone();
  };
  return (
    <Alert
      color="cyan"
      title={t('tell.title')}
      withCloseButton
      closeButtonLabel={t('tell.close')}
      onClose={onDone}
    >
      <Group justify="space-between">
        <Text size="sm">{t('tell.text')}</Text>
        <Button size="xs" onClick={() => void tell()} loading={isBusy}>
          {t('tell.action')}
        </Button>
      </Group>
    </Alert>
  );
};
