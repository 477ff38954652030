import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconPackages, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { EmptyState } from '../../ui/empty-state';
import { Warning } from '../../ui/warning';
import { RepoForm } from './repo-form';
import { RepoTable } from './repo-table';
import type { Registry } from './use-registry';

interface RegistryReposProps {
  readonly registry: Registry;
  /** The form for a new one is open. */
  readonly isNew: boolean;
  readonly onNew: (isNew: boolean) => void;
}

/** Repos that are made of a registry. */
export const RegistryRepos = ({ registry, isNew, onNew }: RegistryReposProps) => {
  const { t } = useTranslation('git');
  const { user } = useSession();
  const go = useNavigate();
  const add = user && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onNew(true)}>
      {t('repo.new')}
    </Button>
  );
  const none = (
    <EmptyState icon={IconPackages} title={t('repos.ofRegistry.title')}>
      {t('repos.ofRegistry.text')}
    </EmptyState>
  );
  return (
    <Stack>
      <Group>{add}</Group>
      <RepoTable filters={{ repositoryRegistryUuid: registry.uuid }} none={none} />
      <Modal opened={user !== null && isNew} onClose={() => onNew(false)} title={t('repo.new')} size="lg">
        {registry.branches.length === 0 ? (
          <Warning>{t('repo.noBranches')}</Warning>
        ) : (
          <RepoForm
            registry={registry}
            label={t('repo.create')}
            onCreated={(uuid) => void go({ to: '/repo/$uuid', params: { uuid } })}
          />
        )}
      </Modal>
    </Stack>
  );
};
