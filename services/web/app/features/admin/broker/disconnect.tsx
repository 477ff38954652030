import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../../ui/use-act';
import { AdminKickDocument } from '../admin.generated';

interface DisconnectProps {
  readonly clientId: string;
  /** What it is called. */
  readonly name: string;
  readonly onDone: () => void;
}

/** Ends the connection of one client. */
export const Disconnect = ({ clientId, name, onDone }: DisconnectProps) => {
  const { t } = useTranslation(['admin', 'common']);
  const act = useAct();
  const [isOpen, { open, close }] = useDisclosure();
  const [{ fetching }, kick] = useMutation(AdminKickDocument);
  const confirm = async () => {
    if (!(await act(kick({ clientId }), t('broker.disconnected', { name })))) return;
    close();
    onDone();
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('broker.disconnectOne', { name })}
        onClick={open}
      >
        {t('broker.disconnect')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('broker.question', { name })}>
        <Stack>
          <Text size="sm">{t('broker.disconnectText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button color="red" loading={fetching} onClick={() => void confirm()}>
              {t('broker.disconnect')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
};
