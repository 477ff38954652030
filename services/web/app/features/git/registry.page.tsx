import { Tabs, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { Page } from '../../ui/page';
import { PageLoading } from '../../ui/page-loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { CredentialsForm } from './credentials-form';
import { DeleteRegistry } from './delete-registry';
import { REGISTRY_TABS, type RegistryTab } from './git-search';
import { repositoryPath } from './git-url';
import { RegistryBadge } from './registry-badge';
import { RegistryCommits } from './registry-commits';
import { RegistryFacts } from './registry-facts';
import { RegistryProgress } from './registry-progress';
import { RegistryRepos } from './registry-repos';
import { SyncButton } from './sync-button';
import { useRegistry, type Registry } from './use-registry';

const route = getRouteApi('/registry/$uuid');

interface PartsProps {
  readonly registry: Registry;
  /** Grows when the repository was synchronised. */
  readonly ended: number;
}

const Part = ({ registry, ended, tab }: PartsProps & { tab: RegistryTab }) => {
  const { t } = useTranslation('git');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { branches, uuid } = registry;
  if (tab === 'repos')
    return (
      <RegistryRepos
        registry={registry}
        isNew={search.new === true}
        onNew={(isNew) => void navigate({ search: { tab, new: isNew || undefined } })}
      />
    );
  if (tab === 'credentials') return <CredentialsForm registry={registry} />;
  const usual = ['main', 'master'].find((name) => branches.includes(name)) ?? branches[0];
  const branch = branches.find((name) => name === search.branch) ?? usual;
  if (!branch) return <Text c="dimmed">{t('repo.noBranches')}</Text>;
  return (
    <RegistryCommits
      registryUuid={uuid}
      branches={branches}
      branch={branch}
      isOnlyTag={search.tags === true}
      ended={ended}
      onChange={(change) => void navigate({ search: change, replace: true })}
    />
  );
};

const Parts = ({ registry, ended }: PartsProps) => {
  const { t } = useTranslation('git');
  const { user } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  // Commits are for users; credentials are for private repositories.
  const isShown = { commits: user !== null, repos: true, credentials: user && !registry.isPublicRepository };
  const tabs = REGISTRY_TABS.filter((tab) => isShown[tab]);
  const open = tabs.find((tab) => tab === search.tab) ?? tabs[0]!;
  return (
    <Tabs
      value={open}
      onChange={(tab) => void navigate({ search: { tab: tab as RegistryTab } })}
      keepMounted={false}
    >
      <Tabs.List mb="md" aria-label={t('parts')}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`registryTab.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab} value={tab}>
          <Part registry={registry} ended={ended} tab={tab} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};

const Shown = ({ uuid }: { uuid: string }) => {
  const { t } = useTranslation(['git', 'common']);
  const { user } = useSession();
  const { registry, error, ask, ended } = useRegistry(uuid);
  const crumbs = [{ label: t('common:place.registries'), link: { to: '/registries' } }] as const;
  if (!registry)
    return error ? (
      <Page title={t('registry.title')} crumbs={crumbs}>
        <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      </Page>
    ) : (
      <PageLoading />
    );
  return (
    <Page
      title={repositoryPath(registry.repositoryUrl)}
      crumbs={crumbs}
      badges={<RegistryBadge status={registry.syncStatus} />}
      actions={
        user && (
          <>
            <SyncButton registry={registry} variant="default" />
            {user.uuid === registry.creatorUuid && <DeleteRegistry registry={registry} />}
          </>
        )
      }
    >
      <RegistryFacts registry={registry} />
      {registry.syncStatus !== 'UPDATED' && <RegistryProgress registry={registry} />}
      <Parts registry={registry} ended={ended} />
    </Page>
  );
};

/** One Git repository: its copy here, its commits, and the Repos that are made of it. */
export const RegistryPage = () => {
  const { uuid } = route.useParams();
  return <Shown key={uuid} uuid={uuid} />;
};
