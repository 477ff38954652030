import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRefresh, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { ConfirmByName } from '../../ui/confirm-by-name';
import { useAct } from '../../ui/use-act';
import { DeleteRepoDocument, UpdateRepoUnitsDocument } from './git.generated';
import type { Repo } from './repo-row';

const UpdateUnits = ({ repo }: { repo: Repo }) => {
  const { t } = useTranslation(['git', 'common']);
  const act = useAct();
  const go = useNavigate();
  const [isOpen, { open, close }] = useDisclosure();
  const [isBusy, setBusy] = useState(false);
  const [, update] = useMutation(UpdateRepoUnitsDocument);
  const confirm = async () => {
    setBusy(true);
    const done = await act(update({ uuid: repo.uuid }), t('updateAll.done'));
    setBusy(false);
    if (!done) return;
    close();
    void go({ to: '/repo/$uuid', params: { uuid: repo.uuid }, search: { tab: 'units' } });
  };
  return (
    <>
      <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={open}>
        {t('updateAll.action')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('updateAll.title', { name: repo.name })}>
        <Stack>
          <Text size="sm">{t('updateAll.text')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button onClick={() => void confirm()} loading={isBusy} data-autofocus>
              {t('updateAll.confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
};

const DeleteRepo = ({ repo }: { repo: Repo }) => {
  const { t } = useTranslation(['git', 'common']);
  const act = useAct();
  const go = useNavigate();
  const [isOpen, { open, close }] = useDisclosure();
  const [, remove] = useMutation(DeleteRepoDocument);
  const confirm = async () => {
    const done = await act(remove({ uuid: repo.uuid }), t('deleted', { name: repo.name }));
    if (done) void go({ to: '/repos' });
    return done !== null;
  };
  return (
    <>
      <Button variant="default" c="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
        {t('common:action.delete')}
      </Button>
      <ConfirmByName
        isOpen={isOpen}
        onClose={close}
        title={t('repo.delete')}
        name={repo.name}
        action={t('common:action.delete')}
        onConfirm={confirm}
      >
        {t('repo.deleteText')}
      </ConfirmByName>
    </>
  );
};

/** What the creator of a Repo can do with it as a whole. */
export const RepoActions = ({ repo }: { repo: Repo }) => (
  <>
    <UpdateUnits repo={repo} />
    <DeleteRepo repo={repo} />
  </>
);
