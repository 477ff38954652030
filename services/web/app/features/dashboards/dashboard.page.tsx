import { Button, Group, SegmentedControl, SimpleGrid, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLayoutDashboard, IconTrash } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery, useSubscription } from 'urql';
import { ConfirmByName } from '../../ui/confirm-by-name';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { PageLoading } from '../../ui/page-loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { useAct } from '../../ui/use-act';
import { PRESETS, type Preset } from '../data/time-range';
import {
  DashboardDocument,
  DeleteDashboardDocument,
  PanelNodeStatesDocument,
  type DashboardQuery,
} from './dashboards.generated';
import { GrafanaSync } from './grafana-sync';
import { NewPanel } from './new-panel';
import { PanelCard } from './panel-card';

const route = getRouteApi('/dashboard/$uuid');

const DeleteBoard = ({ board }: { board: DashboardQuery['getDashboard'] }) => {
  const { t } = useTranslation(['dashboards', 'common']);
  const [isOpen, { open, close }] = useDisclosure();
  const [, remove] = useMutation(DeleteDashboardDocument);
  const act = useAct();
  const navigate = useNavigate();
  const confirm = async () => {
    const isGone = (await act(remove({ uuid: board.uuid }), t('deleted'))) !== null;
    if (isGone) await navigate({ to: '/dashboards' });
    return isGone;
  };
  return (
    <>
      <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
        {t('common:action.delete')}
      </Button>
      <ConfirmByName
        isOpen={isOpen}
        onClose={close}
        title={t('deleteTitle')}
        name={board.name}
        action={t('common:action.delete')}
        onConfirm={confirm}
      >
        {t('deleteText')}
      </ConfirmByName>
    </>
  );
};

const RangeControl = ({ value, onChange }: { value: Preset; onChange: (range: Preset) => void }) => {
  const { t } = useTranslation(['dashboards', 'common']);
  return (
    <Group gap="xs">
      <VisuallyHidden id="board-range">{t('range.label')}</VisuallyHidden>
      <SegmentedControl
        aria-labelledby="board-range"
        data={PRESETS.map((preset) => ({ value: preset, label: t(`range.${preset}`) }))}
        value={value}
        onChange={(next) => onChange(next as Preset)}
      />
    </Group>
  );
};

const Panels = ({
  panels,
  range,
}: {
  panels: DashboardQuery['getDashboardPanels']['panels'];
  range: Preset;
}) => {
  const uuids = [
    ...new Set(
      panels.flatMap(({ unitNodesForPanel }) => unitNodesForPanel.map(({ unitNode }) => unitNode.uuid)),
    ),
  ].sort();
  useSubscription({ query: PanelNodeStatesDocument, variables: { uuids }, pause: uuids.length === 0 });
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      {panels.map((panel) => (
        <PanelCard key={panel.uuid} panel={panel} range={range} />
      ))}
    </SimpleGrid>
  );
};

/** A board with its panels, drawn here; Grafana can have a copy. */
export const DashboardPage = () => {
  const { t } = useTranslation(['dashboards', 'common']);
  const { uuid } = route.useParams();
  const { range = '24h' } = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data, error }, ask] = useQuery({ query: DashboardDocument, variables: { uuid } });
  const crumbs = [{ label: t('title'), link: { to: '/dashboards' } }] as const;
  if (error && !data)
    return (
      <Page title={t('board')} crumbs={crumbs}>
        <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      </Page>
    );
  if (!data) return <PageLoading />;
  const { getDashboard: board, getDashboardPanels: found } = data;
  return (
    <Page
      title={board.name}
      crumbs={crumbs}
      actions={
        <>
          <NewPanel dashboardUuid={uuid} />
          <DeleteBoard board={board} />
        </>
      }
    >
      <Group justify="space-between">
        <RangeControl
          value={range}
          onChange={(next) => void navigate({ search: { range: next }, replace: true })}
        />
        <GrafanaSync board={board} />
      </Group>
      {found.panels.length === 0 ? (
        <EmptyState
          icon={IconLayoutDashboard}
          title={t('noPanels')}
          action={<NewPanel dashboardUuid={uuid} />}
        >
          {t('noPanelsText')}
        </EmptyState>
      ) : (
        <Panels panels={found.panels} range={range} />
      )}
    </Page>
  );
};
