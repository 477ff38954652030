import { Group, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { LinkAnchor } from '../ui/links';
import { ProblemNotice } from '../ui/problem-notice';
import { OnlineBadge } from '../ui/unit-badges';
import { UserPageThingsDocument } from './profile.generated';

const MOST = 100;

interface ThingsProps {
  readonly title: string;
  readonly count: number;
  readonly shown: number;
  readonly none: string;
  readonly children: ReactNode;
}

const Things = ({ title, count, shown, none, children }: ThingsProps) => {
  const { t } = useTranslation('session');
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="xs">
        <Title order={2}>{`${title} · ${count}`}</Title>
        {count === 0 ? <Text c="dimmed">{none}</Text> : children}
        {count > shown && (
          <Text size="sm" c="dimmed">
            {t('user.first', { count: shown })}
          </Text>
        )}
      </Stack>
    </Paper>
  );
};

/** Units and Repos of somebody, as far as one may see them. */
export const UserThings = ({ uuid }: { uuid: string }) => {
  const { t } = useTranslation('session');
  const [{ data, error }] = useQuery({
    query: UserPageThingsDocument,
    variables: { uuid, limit: MOST },
  });
  if (error && !data) return <ProblemNotice error={error} />;
  if (!data) return <Skeleton h={160} />;
  const { units, count: unitCount } = data.getUnits;
  const { repos, count: repoCount } = data.getRepos;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
      <Things title={t('user.units')} count={unitCount} shown={units.length} none={t('user.noUnits')}>
        {units.map((unit) => (
          <Group key={unit.uuid} justify="space-between" gap="xs">
            <LinkAnchor to="/unit/$uuid" params={{ uuid: unit.uuid }}>
              {unit.name}
            </LinkAnchor>
            <OnlineBadge isOnline={unit.isOnline} lastSeenDatetime={unit.lastSeenDatetime} />
          </Group>
        ))}
      </Things>
      <Things title={t('user.repos')} count={repoCount} shown={repos.length} none={t('user.noRepos')}>
        {repos.map((repo) => (
          <LinkAnchor key={repo.uuid} to="/repo/$uuid" params={{ uuid: repo.uuid }}>
            {repo.name}
          </LinkAnchor>
        ))}
      </Things>
    </SimpleGrid>
  );
};
