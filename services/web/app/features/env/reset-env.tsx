import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../ui/use-act';
import { ResetUnitEnvDocument } from './env.generated';

/** Back to what the repository says, after a question. */
export const ResetEnv = ({ unitUuid, onDone }: { unitUuid: string; onDone: () => void }) => {
  const { t } = useTranslation(['env', 'common']);
  const act = useAct();
  const [isOpen, { open, close }] = useDisclosure();
  const [isBusy, setBusy] = useState(false);
  const [, reset] = useMutation(ResetUnitEnvDocument);
  const confirm = async () => {
    setBusy(true);
    const done = await act(reset({ uuid: unitUuid }), t('reset.done'));
    setBusy(false);
    if (!done) return;
    close();
    onDone();
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('reset.action')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('reset.title')}>
        <Stack>
          <Text size="sm">{t('reset.text')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button color="red" onClick={() => void confirm()} loading={isBusy}>
              {t('reset.action')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
};
