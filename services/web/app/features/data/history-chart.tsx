import { Center, Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useMemo } from 'react';
import { ProblemNotice } from '../../ui/problem-notice';
import { HistoryNodesDocument } from './data.generated';
import { planSeries, type HistorySeries } from './history-series';
import { SeriesChart } from './series-chart';
import type { TimeRange } from './time-range';

export interface HistoryChartProps {
  /** Lines of the chart; those that are no numbers, or of nodes that are not seen, are left out. */
  readonly series: readonly HistorySeries[];
  /** Up to now means live: what is stored meanwhile comes by itself. */
  readonly range: TimeRange;
  /** Of the picture, in pixels; 280 where nothing is given. */
  readonly height?: number;
  /** Told when one zooms; without it the chart keeps that for itself. */
  readonly onRangeChange?: (range: TimeRange) => void;
}

/**
 * What nodes stored, as a chart: mean and bounds of as many buckets as there are pixels, computed by the instance.
 *
 * @example <HistoryChart series={[{ nodeUuid }]} range="24h" />
 */
export const HistoryChart = ({ series, range, height = 280, onRangeChange }: HistoryChartProps) => {
  const { t } = useTranslation('data');
  const uuids = [...new Set(series.map(({ nodeUuid }) => nodeUuid))];
  const [{ data, error, fetching }] = useQuery({
    query: HistoryNodesDocument,
    variables: { uuids },
    pause: uuids.length === 0,
  });
  const nodes = data?.getUnitNodes.unitNodes;
  const wish = JSON.stringify(series);
  const plans = useMemo(() => planSeries(JSON.parse(wish) as HistorySeries[], nodes ?? []), [wish, nodes]);
  if (error && !data) return <ProblemNotice error={error} />;
  if (fetching && !data) return <Skeleton h={height} />;
  if (plans.length === 0)
    return (
      <Center h={height}>
        <Text c="dimmed">{t('chart.noNumbers')}</Text>
      </Center>
    );
  return <SeriesChart plans={plans} range={range} height={height} onRangeChange={onRangeChange} />;
};
