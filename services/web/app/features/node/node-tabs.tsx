import { Tabs } from '@mantine/core';
import {
  IconAdjustments,
  IconBolt,
  IconChartLine,
  IconFilter,
  IconLink,
  IconShieldLock,
} from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { PageLoading } from '../../ui/page-loading';
import type { NodeFactsFragment } from './node.generated';
import type { NodeTab } from './node.route';
import { ValueTab } from './value-tab';

const SettingsTab = lazy(() => import('./settings-tab').then(({ SettingsTab: tab }) => ({ default: tab })));
const EdgesTab = lazy(() => import('./edges/edges-tab').then(({ EdgesTab: tab }) => ({ default: tab })));
const HistoryTab = lazy(() => import('./history-tab').then(({ HistoryTab: tab }) => ({ default: tab })));

const PipelineTab = lazy(() =>
  import('../pipeline/pipeline-tab').then(({ PipelineTab: tab }) => ({ default: tab })),
);
const PermissionsPanel = lazy(() =>
  import('../permissions/permissions-panel').then(({ PermissionsPanel: panel }) => ({ default: panel })),
);

const route = getRouteApi('/unit-node/$uuid');

const PICTURES = {
  value: IconBolt,
  edges: IconLink,
  history: IconChartLine,
  pipeline: IconFilter,
  access: IconShieldLock,
  settings: IconAdjustments,
} as const;

const FOR_ALL: readonly NodeTab[] = ['value', 'edges', 'history', 'pipeline'];
const FOR_OWNER: readonly NodeTab[] = ['access', 'settings'];

const Shown = ({ tab, node }: { tab: NodeTab; node: NodeFactsFragment }) => {
  if (tab === 'edges') return <EdgesTab node={node} />;
  if (tab === 'history') return <HistoryTab node={node} />;
  if (tab === 'pipeline') return <PipelineTab node={node} />;
  if (tab === 'access') return <PermissionsPanel resourceType="UNIT_NODE" resourceUuid={node.uuid} />;
  if (tab === 'settings') return <SettingsTab key={node.uuid} node={node} />;
  return <ValueTab node={node} />;
};

/** The parts of a node's page; which one is open is in the address. */
export const NodeTabs = ({ node }: { node: NodeFactsFragment }) => {
  const { t } = useTranslation('node');
  const { user } = useSession();
  const { tab: asked = 'value' } = route.useSearch();
  const navigate = route.useNavigate();
  const isOwn = user?.uuid === node.creatorUuid;
  const tabs: readonly NodeTab[] = [...FOR_ALL, ...(isOwn ? FOR_OWNER : [])];
  const tab = tabs.find((each) => each === asked) ?? 'value';
  const open = (next: string | null) =>
    void navigate({ search: next === 'value' ? {} : { tab: next as NodeTab }, resetScroll: false });
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List mb="md">
        {tabs.map((each) => {
          const Picture = PICTURES[each];
          return (
            <Tabs.Tab key={each} value={each} leftSection={<Picture size={16} aria-hidden />}>
              {t(`tab.${each}`)}
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      <Tabs.Panel value={tab}>
        <Suspense fallback={<PageLoading />}>
          <Shown tab={tab} node={node} />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
};
