import { Skeleton, Stack, Table, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ProblemNotice } from '../../ui/problem-notice';
import { RegistriesDocument, ReposDocument, type RepoFilterInput } from './git.generated';
import { MoreButton } from './more-button';
import { RepoRow, type Repo } from './repo-row';

const PAGE = 50;

/** Addresses of what Repos belong to, one question for all. */
const useUrls = (repos: readonly Repo[]): ReadonlyMap<string, string> => {
  const uuids = [...new Set(repos.map(({ repositoryRegistryUuid }) => repositoryRegistryUuid))].sort();
  const [{ data }] = useQuery({
    query: RegistriesDocument,
    variables: { filters: { uuids, limit: uuids.length, offset: 0 } },
    pause: uuids.length === 0,
  });
  const registries = data?.getRepositoriesRegistry.repositoriesRegistry ?? [];
  return new Map(registries.map(({ uuid, repositoryUrl }) => [uuid, repositoryUrl]));
};

interface RepoTableProps {
  readonly filters: RepoFilterInput;
  /** In the place of a list without any. */
  readonly none: ReactNode;
}

/** Repos that filters name. */
export const RepoTable = ({ filters, none }: RepoTableProps) => {
  const { t } = useTranslation(['git', 'common']);
  const [limit, setLimit] = useState(PAGE);
  const [{ data, error, fetching }, ask] = useQuery({
    query: ReposDocument,
    variables: { filters: { ...filters, limit, offset: 0 } },
  });
  const list = data?.getRepos;
  const urls = useUrls(list?.repos ?? []);
  if (!list)
    return error ? (
      <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
    ) : (
      <Skeleton h={200} role="status" aria-label={t('common:loading')} />
    );
  if (list.count === 0) return none;
  const isOfSeveral = filters.repositoryRegistryUuid === undefined;
  return (
    <Stack>
      <Text size="sm" c="dimmed" role="status">
        {t('repos.count', { count: list.count })}
      </Text>
      <Table aria-label={t('repos.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column.repo')}</Table.Th>
            {isOfSeveral && <Table.Th visibleFrom="sm">{t('column.repository')}</Table.Th>}
            <Table.Th>{t('column.follows')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('common:visibility.label')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.repos.map((repo) => (
            <RepoRow
              key={repo.uuid}
              repo={repo}
              isOfSeveral={isOfSeveral}
              url={urls.get(repo.repositoryRegistryUuid)}
            />
          ))}
        </Table.Tbody>
      </Table>
      {list.count > list.repos.length && (
        <MoreButton isBusy={fetching} onMore={() => setLimit(limit + PAGE)} />
      )}
    </Stack>
  );
};
