import { Tabs, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSession } from '../../session/session';
import { Page } from '../../ui/page';
import { PageLoading } from '../../ui/page-loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { PermissionsPanel } from '../permissions/permissions-panel';
import { RepoDocument } from './git.generated';
import { REPO_TABS, type RepoTab } from './git-search';
import { repositoryPath } from './git-url';
import { RegistryBadge } from './registry-badge';
import { RegistryProgress } from './registry-progress';
import { RepoActions } from './repo-actions';
import { RepoPlatforms } from './repo-platforms';
import { RepoFollows, type Repo } from './repo-row';
import { RepoSettings } from './repo-settings';
import { RepoUnits } from './repo-units';
import { RepoVersions } from './repo-versions';
import { useRegistry, type Registry } from './use-registry';

const route = getRouteApi('/repo/$uuid');

const FOR_EVERYBODY: readonly RepoTab[] = ['versions', 'units'];

const Part = ({ repo, tab }: { repo: Repo; tab: RepoTab }) => {
  if (tab === 'versions') return <RepoVersions repo={repo} />;
  if (tab === 'units') return <RepoUnits repo={repo} />;
  if (tab === 'settings') return <RepoSettings repo={repo} />;
  return <PermissionsPanel resourceType="REPO" resourceUuid={repo.uuid} />;
};

const Parts = ({ repo, isOwner }: { repo: Repo; isOwner: boolean }) => {
  const { t } = useTranslation('git');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tabs = isOwner ? REPO_TABS : FOR_EVERYBODY;
  const open = tabs.find((tab) => tab === search.tab) ?? tabs[0]!;
  return (
    <Tabs
      value={open}
      onChange={(tab) => void navigate({ search: { tab: tab as RepoTab } })}
      keepMounted={false}
    >
      <Tabs.List mb="md" aria-label={t('parts')}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`repoTab.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab} value={tab}>
          <Part repo={repo} tab={tab} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};

const useCrumbs = (registry: Registry | undefined) => {
  const { t } = useTranslation();
  const repos = { label: t('place.repos'), link: { to: '/repos' } } as const;
  if (!registry) return [repos];
  const { uuid, repositoryUrl } = registry;
  const from = { to: '/registry/$uuid', params: { uuid }, search: { tab: 'repos' } } as const;
  return [repos, { label: repositoryPath(repositoryUrl), link: from }];
};

const Loaded = ({ repo }: { repo: Repo }) => {
  const { t } = useTranslation(['git', 'common']);
  const { user } = useSession();
  const { registry, ended } = useRegistry(repo.repositoryRegistryUuid);
  const crumbs = useCrumbs(registry);
  const isOwner = user !== null && user.uuid === repo.creatorUuid;
  return (
    <Page
      title={repo.name}
      crumbs={crumbs}
      badges={registry && <RegistryBadge status={registry.syncStatus} />}
      description={
        <Text span size="sm">
          <RepoFollows repo={repo} /> · {t('common:visibility.label')}:{' '}
          {t(`common:visibility.${repo.visibilityLevel}`)}
        </Text>
      }
      actions={isOwner && <RepoActions repo={repo} />}
    >
      {registry && registry.syncStatus !== 'UPDATED' && user && <RegistryProgress registry={registry} />}
      {repo.isCompilableRepo && user && <RepoPlatforms repo={repo} ended={ended} />}
      <Parts repo={repo} isOwner={isOwner} />
    </Page>
  );
};

const Shown = ({ uuid }: { uuid: string }) => {
  const { t } = useTranslation(['git', 'common']);
  const [{ data, error }, ask] = useQuery({ query: RepoDocument, variables: { uuid } });
  if (data) return <Loaded repo={data.getRepo} />;
  if (!error) return <PageLoading />;
  return (
    <Page title={t('column.repo')} crumbs={[{ label: t('common:place.repos'), link: { to: '/repos' } }]}>
      <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
    </Page>
  );
};

/** One Repo: what its Units run, which they are, and what its creator may change. */
export const RepoPage = () => {
  const { uuid } = route.useParams();
  return <Shown key={uuid} uuid={uuid} />;
};
