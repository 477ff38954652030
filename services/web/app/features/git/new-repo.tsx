import { Select, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { LinkAnchor } from '../../ui/links';
import { Warning } from '../../ui/warning';
import { RegistriesDocument } from './git.generated';
import { repositoryPath } from './git-url';
import { RepoForm } from './repo-form';

const SHOWN = 100;

/** A new Repo, of a registry that is there already. */
export const NewRepo = () => {
  const { t } = useTranslation('git');
  const go = useNavigate();
  const [uuid, setUuid] = useState<string | null>(null);
  const filters = { limit: SHOWN, offset: 0 };
  const [{ data }] = useQuery({ query: RegistriesDocument, variables: { filters } });
  const registries = data?.getRepositoriesRegistry.repositoriesRegistry ?? [];
  const registry = registries.find((one) => one.uuid === uuid);
  return (
    <Stack>
      <Select
        label={t('column.repository')}
        placeholder={t('repo.chooseRegistry')}
        searchable
        data-autofocus
        data={registries.map((one) => ({ value: one.uuid, label: repositoryPath(one.repositoryUrl) }))}
        value={uuid}
        onChange={setUuid}
      />
      <Text size="sm" c="dimmed">
        {t('repo.notThere')}{' '}
        <LinkAnchor to="/registries" search={{ new: true }} inherit underline="always">
          {t('registries.add')}
        </LinkAnchor>
      </Text>
      {registry?.branches.length === 0 && <Warning>{t('repo.noBranches')}</Warning>}
      {registry && registry.branches.length > 0 && (
        <RepoForm
          key={registry.uuid}
          registry={registry}
          label={t('repo.create')}
          onCreated={(created) => void go({ to: '/repo/$uuid', params: { uuid: created } })}
        />
      )}
    </Stack>
  );
};
