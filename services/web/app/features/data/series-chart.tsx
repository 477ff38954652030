import { Box, Center, Group, Loader, Skeleton, Stack, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../ui/problem-notice';
import { ChartButtons } from './chart-buttons';
import type { ChartReading } from './chart-canvas';
import { useChartColors } from './chart-colors';
import { ChartReadout } from './chart-readout';
import { ChartSummary } from './chart-summary';
import type { PlannedSeries } from './history-series';
import { between, isPreset, type Preset, type TimeRange } from './time-range';
import { useChart } from './use-chart';

const ChartCanvas = lazy(() => import('./chart-canvas').then((module) => ({ default: module.ChartCanvas })));

interface SeriesChartProps {
  readonly plans: readonly PlannedSeries[];
  readonly range: TimeRange;
  readonly height: number;
  readonly onRangeChange?: ((range: TimeRange) => void) | undefined;
}

/** Widths are rounded up to this, so that a chart that grows a little asks for nothing. */
const POINTS_STEP = 100;
const MOST_POINTS = 2_000;

const pointsFor = (width: number): number =>
  Math.min(MOST_POINTS, Math.ceil(width / POINTS_STEP) * POINTS_STEP);

/** Range of the chart: its owner's, or its own zoom within it. */
const useZoom = (range: TimeRange, onRangeChange: SeriesChartProps['onRangeChange']) => {
  const [own, setOwn] = useState<TimeRange | null>(null);
  const home = useRef<Preset>('24h');
  useEffect(() => {
    if (isPreset(range)) home.current = range;
  }, [range]);
  return {
    zoom: (onRangeChange ? null : own) ?? range,
    setZoom: onRangeChange ?? setOwn,
    reset: () => (onRangeChange ? onRangeChange(home.current) : setOwn(null)),
  };
};

/** Series whose pipelines are known, as a chart with its numbers below. */
export const SeriesChart = ({ plans, range, height, onRangeChange }: SeriesChartProps) => {
  const { t, i18n } = useTranslation('data');
  const colors = useChartColors();
  const { ref, width } = useElementSize();
  const { zoom, setZoom, reset } = useZoom(range, onRangeChange);
  const { tables, facts, window, error, isLoading } = useChart(plans, zoom, pointsFor(width));
  const [reading, setReading] = useState<ChartReading | null>(null);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const isHidden = useCallback((index: number) => hidden.includes(plans[index]?.key ?? ''), [hidden, plans]);
  const toggle = (key: string) =>
    setHidden((before) => (before.includes(key) ? before.filter((each) => each !== key) : [...before, key]));
  const labels = plans.map(({ label }) => label);
  const isEmpty = !isLoading && facts.every((each) => each === null);
  const isTold = plans.every(({ pipe }) => pipe.policy === 'LAST_VALUE');
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <ChartReadout reading={reading} labels={labels} colors={colors} />
        <Group gap={4} wrap="nowrap">
          {isLoading && <Loader size="xs" aria-label={t('chart.loading')} />}
          <ChartButtons range={zoom} window={window} onChange={setZoom} onReset={reset} />
        </Group>
      </Group>
      {error && <ProblemNotice error={error} />}
      <Box
        ref={ref}
        pos="relative"
        h={height}
        role="img"
        aria-label={t('chart.picture', { labels: labels.join(', ') })}
      >
        <Suspense fallback={<Skeleton h={height} />}>
          {width > 0 && (
            <ChartCanvas
              tables={tables}
              labels={labels}
              colors={colors}
              language={i18n.language}
              width={width}
              height={height}
              {...window}
              isHidden={isHidden}
              onSelect={(from, to) => setZoom(between(from, to))}
              onReset={reset}
              onPoint={setReading}
            />
          )}
        </Suspense>
        {isEmpty && (
          <Center pos="absolute" inset={0} style={{ pointerEvents: 'none' }}>
            <Text c="dimmed" ta="center" maw={360}>
              {isTold ? t('chart.lastValueOnly') : t('chart.nothing')}
            </Text>
          </Center>
        )}
      </Box>
      <ChartSummary
        rows={plans.map(({ key, label }, index) => ({ key, label, facts: facts[index] ?? null }))}
        colors={colors}
        isHidden={isHidden}
        onToggle={toggle}
      />
    </Stack>
  );
};
