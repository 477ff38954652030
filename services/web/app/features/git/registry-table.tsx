import { Skeleton, Stack, Table, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery, useSubscription } from 'urql';
import { ProblemNotice } from '../../ui/problem-notice';
import { RegistriesDocument, RegistrySyncsDocument } from './git.generated';
import type { RegistriesSearch } from './git-search';
import { MoreButton } from './more-button';
import { NoRegistries } from './no-registries';
import { RegistryRow } from './registry-row';

const PAGE = 50;

/** Registries that the search names, with their status live. */
export const RegistryTable = ({ q, kind }: RegistriesSearch) => {
  const { t } = useTranslation(['git', 'common']);
  const [limit, setLimit] = useState(PAGE);
  const filters = {
    searchString: q ?? null,
    isPublicRepository: kind ? kind === 'public' : null,
    limit,
    offset: 0,
  };
  const [{ data, error, fetching }, ask] = useQuery({ query: RegistriesDocument, variables: { filters } });
  const list = data?.getRepositoriesRegistry;
  const uuids = useMemo(() => (list?.repositoriesRegistry ?? []).map(({ uuid }) => uuid).sort(), [list]);
  const key = uuids.join();
  const variables = useMemo(() => ({ uuids: key.split(',') }), [key]);
  useSubscription({ query: RegistrySyncsDocument, variables, pause: key === '' });
  if (!list)
    return error ? (
      <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
    ) : (
      <Skeleton h={200} role="status" aria-label={t('common:loading')} />
    );
  if (list.count === 0) return <NoRegistries isFiltered={q !== undefined || kind !== undefined} />;
  return (
    <Stack>
      <Text size="sm" c="dimmed" role="status">
        {t('registries.count', { count: list.count })}
      </Text>
      <Table aria-label={t('registries.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column.repository')}</Table.Th>
            <Table.Th>{t('column.status')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('column.size')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('column.synced')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.repositoriesRegistry.map((registry) => (
            <RegistryRow key={registry.uuid} registry={registry} />
          ))}
        </Table.Tbody>
      </Table>
      {list.count > list.repositoriesRegistry.length && (
        <MoreButton isBusy={fetching} onMore={() => setLimit(limit + PAGE)} />
      )}
    </Stack>
  );
};
