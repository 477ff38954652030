import { Badge, Code, Group, Paper, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { IconCheck, IconTag, IconVersions } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { EmptyState } from '../../ui/empty-state';
import { LinkAnchor } from '../../ui/links';
import { ProblemNotice } from '../../ui/problem-notice';
import { shortCommit, StateBadge } from '../../ui/unit-badges';
import { BranchCommitsDocument, RepoVersionsDocument, type RepoVersionsQuery } from './git.generated';
import type { Repo } from './repo-row';
import { newestVersion } from './newest-version';
import { useSession } from '../../session/session';

type Version = RepoVersionsQuery['getVersions']['versions'][number];

interface BarProps {
  readonly repo: Repo;
  readonly version: Version;
  readonly all: number;
  readonly isNewest: boolean;
}

const Bar = ({ repo, version: { commit, tag, unitCount }, all, isNewest }: BarProps) => {
  const { t } = useTranslation('git');
  const share = (unitCount / all) * 100;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" mb={6}>
        <Group gap="xs">
          <Code title={commit}>{shortCommit(commit)}</Code>
          {tag && (
            <Badge variant="light" tt="none" leftSection={<IconTag size={11} aria-hidden />}>
              {tag}
            </Badge>
          )}
          {isNewest && (
            <StateBadge tone="good" icon={IconCheck}>
              {t('inUse.newest')}
            </StateBadge>
          )}
        </Group>
        <LinkAnchor to="/fleet" search={{ repo: repo.uuid }} size="sm" className="numeric">
          {t('inUse.units', { count: unitCount })}
        </LinkAnchor>
      </Group>
      <Progress
        value={share}
        color={isNewest ? 'teal' : 'cyan'}
        aria-label={t('inUse.share', { version: tag ?? shortCommit(commit), share: Math.round(share) })}
      />
    </Paper>
  );
};

/** The version that Units of the Repo are to run, of those that its newest commits hold. */
const useNewest = (repo: Repo): string | null => {
  const { user } = useSession();
  const isOnlyTag = repo.isOnlyTagUpdate || repo.isCompilableRepo;
  const filters = { repoBranch: repo.defaultBranch ?? '', onlyTag: isOnlyTag, limit: 1, offset: 0 };
  const [{ data }] = useQuery({
    query: BranchCommitsDocument,
    variables: { uuid: repo.repositoryRegistryUuid, filters },
    pause: !user || !repo.defaultBranch || !repo.isAutoUpdateRepo,
  });
  return newestVersion(repo, data?.getBranchCommits[0]?.commit);
};

/** What the Units of a Repo run now: each version with how many. */
export const RepoVersions = ({ repo }: { repo: Repo }) => {
  const { t } = useTranslation(['git', 'common']);
  const [{ data, error }, ask] = useQuery({ query: RepoVersionsDocument, variables: { uuid: repo.uuid } });
  const newest = useNewest(repo);
  if (!data)
    return error ? (
      <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
    ) : (
      <Skeleton h={160} role="status" aria-label={t('common:loading')} />
    );
  const { unitCount, versions } = data.getVersions;
  if (versions.length === 0)
    return (
      <EmptyState icon={IconVersions} title={t('inUse.none.title')}>
        {t('inUse.none.text')}
      </EmptyState>
    );
  return (
    <Stack maw={720}>
      <Text size="sm" c="dimmed">
        {t('inUse.text', { count: unitCount })}
      </Text>
      {versions.map((version) => (
        <Bar
          key={version.commit}
          repo={repo}
          version={version}
          all={unitCount}
          isNewest={version.commit === newest}
        />
      ))}
    </Stack>
  );
};
