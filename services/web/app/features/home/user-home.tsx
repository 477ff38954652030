import { SimpleGrid, Text } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import type { SessionUser } from '../../session/session';
import { EmptyState } from '../../ui/empty-state';
import { useFormat } from '../../ui/format';
import { LinkAnchor, LinkButton } from '../../ui/links';
import { Page } from '../../ui/page';
import { ProblemNotice } from '../../ui/problem-notice';
import { concernsOf } from './attention';
import { AttentionCard } from './attention-card';
import { HomeMetricsDocument, HomeRegistriesDocument, HomeSummaryDocument } from './home.generated';
import { InstanceCounters } from './instance-counters';
import { NewestRepos } from './newest-repos';
import { NewestUnits } from './newest-units';
import { useRegularAsk } from '../../ui/use-regular-ask';

const EVERY_MS = 10_000;
/** Sources whose state is looked at. */
const LOOKED_AT = 200;

/** Others' sources are others' concern, but the administrators'. */
const useOverview = ({ uuid, role }: SessionUser) => {
  const [{ data, error }, ask] = useQuery({ query: HomeSummaryDocument });
  const [{ data: sources }] = useQuery({
    query: HomeRegistriesDocument,
    variables: { filters: { limit: LOOKED_AT, creatorUuid: role === 'ADMIN' ? null : uuid } },
  });
  useRegularAsk(ask, EVERY_MS);
  const failed = (sources?.getRepositoriesRegistry.repositoriesRegistry ?? []).filter(
    ({ syncStatus }) => syncStatus === 'ERROR',
  );
  return { summary: data?.getFleetSummary, error: data ? undefined : error, syncErrors: failed.length };
};

/** For users: how the fleet is, what needs them, what is theirs, how to go on. */
export const UserHome = ({ user }: { user: SessionUser }) => {
  const { t } = useTranslation('home');
  const { number } = useFormat();
  const { summary, error, syncErrors } = useOverview(user);
  const [{ data }] = useQuery({ query: HomeMetricsDocument });
  const start = (
    <LinkButton to="/start" leftSection={<IconRocket size={16} aria-hidden />}>
      {t('start.action')}
    </LinkButton>
  );
  return (
    <Page title={t('user.title', { login: user.login })} actions={start}>
      {error && <ProblemNotice error={error} />}
      {summary && summary.units > 0 && (
        <Text>
          {t('user.online', { online: number(summary.online), count: summary.units })}{' '}
          <LinkAnchor to="/fleet" underline="always">
            {t('units.all')}
          </LinkAnchor>
        </Text>
      )}
      {summary?.units === 0 ? (
        <EmptyState icon={IconRocket} title={t('start.title')} action={start}>
          {t('start.text')}
        </EmptyState>
      ) : (
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <AttentionCard concerns={summary ? concernsOf(summary, syncErrors) : null} />
          <NewestUnits ofUser={user.uuid} />
        </SimpleGrid>
      )}
      <InstanceCounters metrics={data?.getBaseMetrics} />
      <NewestRepos />
    </Page>
  );
};
