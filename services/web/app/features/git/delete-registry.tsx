import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { ConfirmByName } from '../../ui/confirm-by-name';
import { useAct } from '../../ui/use-act';
import { DeleteRegistryDocument } from './git.generated';
import { repositoryPath } from './git-url';
import type { Registry } from './use-registry';

/** Forgets a repository, after its name was typed. */
export const DeleteRegistry = ({ registry }: { registry: Registry }) => {
  const { t } = useTranslation(['git', 'common']);
  const act = useAct();
  const go = useNavigate();
  const [isOpen, { open, close }] = useDisclosure();
  const [, remove] = useMutation(DeleteRegistryDocument);
  const name = repositoryPath(registry.repositoryUrl);
  const confirm = async () => {
    const done = await act(remove({ uuid: registry.uuid }), t('deleted', { name }));
    if (done) void go({ to: '/registries' });
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
        title={t('registry.delete')}
        name={name}
        action={t('common:action.delete')}
        onConfirm={confirm}
      >
        {t('registry.deleteText')}
      </ConfirmByName>
    </>
  );
};
