import { Group, Paper, Stack } from '@mantine/core';
import { IconDatabaseOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/links';
import { HistoryChart } from '../data/history-chart';
import { RowsTable } from '../data/rows/rows-table';
import { pipesOf } from '../data/pipe-summary';
import { HistoryActions } from './history-actions';
import { HistoryBar } from './history-bar';
import type { NodeFactsFragment } from './node.generated';
import { useHistorySearch } from './use-history-search';

const NoHistory = ({ node, kind }: { node: NodeFactsFragment; kind: 'off' | 'lastValue' }) => {
  const { t } = useTranslation('node');
  return (
    <EmptyState
      icon={IconDatabaseOff}
      title={t(`history.${kind}`)}
      action={
        <LinkButton to="/unit-node/$uuid" params={{ uuid: node.uuid }} search={{ tab: 'pipeline' }}>
          {t('history.toPipeline')}
        </LinkButton>
      }
    >
      {t(`history.${kind}Text`)}
    </EmptyState>
  );
};

/** What the pipelines of a node have stored: as a chart, as a table, out as CSV and in. */
export const HistoryTab = ({ node }: { node: NodeFactsFragment }) => {
  const { user } = useSession();
  const pipes = pipesOf(node.dataPipeYml);
  const search = useHistorySearch(pipes);
  const { pipe, fn, range, view, setRange } = search;
  if (!pipe) return <NoHistory node={node} kind="off" />;
  const keepsRows = pipe.policy !== 'LAST_VALUE';
  const isOwn = user?.uuid === node.creatorUuid;
  const series = [{ nodeUuid: node.uuid, pipeline: pipe.name, aggregation: fn }];
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <HistoryBar pipes={pipes} pipe={pipe} search={search} />
        {keepsRows && <HistoryActions node={node} pipeline={pipe.name} isOwn={isOwn} />}
      </Group>
      {!keepsRows && <NoHistory node={node} kind="lastValue" />}
      {view === 'chart' && pipe.isNumeric && (
        <Paper withBorder p="md">
          <HistoryChart series={series} range={range} height={340} onRangeChange={setRange} />
        </Paper>
      )}
      {view === 'table' && keepsRows && (
        <RowsTable source={{ nodeUuid: node.uuid, pipe, aggregation: fn }} search={search} />
      )}
    </Stack>
  );
};
