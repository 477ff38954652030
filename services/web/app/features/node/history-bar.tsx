import { Group, SegmentedControl, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RangeBar } from '../data/range-bar';
import type { PipeSummary } from '../data/pipe-summary';
import { useFormat } from '../../ui/format';
import type { HistorySearch } from './use-history-search';

/** How long and how much a pipeline keeps, in words. */
const useKept = ({ policy, rowsKept, windowSeconds }: PipeSummary): string => {
  const { t } = useTranslation('node');
  const format = useFormat();
  if (policy === 'LAST_VALUE') return '';
  return t(`history.kept.${policy}`, { count: rowsKept ?? 0, span: format.duration(windowSeconds ?? 0) });
};

interface HistoryBarProps {
  readonly pipes: readonly PipeSummary[];
  readonly pipe: PipeSummary;
  readonly search: HistorySearch;
}

/** What of the history is shown, and how. */
export const HistoryBar = ({ pipes, pipe, search }: HistoryBarProps) => {
  const { t } = useTranslation('node');
  const { fn, range, view, change, setRange } = search;
  const kept = useKept(pipe);
  const names = pipes.map(({ name }) => ({ value: name ?? '', label: name ?? t('history.first') }));
  const functions = pipe.functions.map((each) => ({ value: each, label: t(`history.functions.${each}`) }));
  return (
    <Group gap="sm" align="flex-end">
      {pipe.isNumeric && (
        <SegmentedControl
          size="xs"
          aria-label={t('history.view')}
          value={view}
          onChange={(next) => change({ view: next === 'table' ? 'table' : undefined })}
          data={[
            { value: 'chart', label: t('history.chart') },
            { value: 'table', label: t('history.table') },
          ]}
        />
      )}
      <RangeBar range={range} onChange={setRange} />
      {pipes.length > 1 && (
        <Select
          size="xs"
          aria-label={t('history.pipeline')}
          allowDeselect={false}
          data={names}
          value={pipe.name ?? ''}
          onChange={(name) => change({ pipeline: name || undefined, fn: undefined })}
        />
      )}
      {functions.length > 1 && (
        <Select
          size="xs"
          w={130}
          aria-label={t('history.fn')}
          allowDeselect={false}
          data={functions}
          value={fn}
          onChange={(next) => change({ fn: next ?? undefined })}
        />
      )}
      <Text size="sm" c="dimmed">
        {kept}
      </Text>
    </Group>
  );
};
