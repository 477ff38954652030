import uPlot from 'uplot';
import { timeLabels, valueLabels } from './chart-axis';
import type { ChartColors } from './chart-colors';
import { isolated } from './chart-points';

export interface ChartSetting {
  readonly width: number;
  readonly height: number;
  readonly language: string;
  readonly colors: ChartColors;
  readonly labels: readonly string[];
  /** A piece of time was drawn over, in ms. */
  readonly onSelect: (fromMs: number, toMs: number) => void;
  readonly onReset: () => void;
  /** The row of the data under the pointer; `null` = none. */
  readonly onPoint: (index: number | null) => void;
}

/** Narrower is a click. */
const LEAST_SELECTION = 5;
/** Columns of a series: mean, lowest, highest. */
export const COLUMNS = 3;
const BAND_ALPHA = '2e';

const axis = (colors: ChartColors): uPlot.Axis => ({
  stroke: colors.axis,
  grid: { stroke: colors.grid, width: 1 },
  ticks: { stroke: colors.grid, width: 1, size: 5 },
  font: "12px 'Inter Variable', system-ui, sans-serif",
});

/** Where there are few values all have a dot; else those that no line leads to. */
const dots: uPlot.Series.Points.Filter = (chart, index, isShown) =>
  isShown ? null : isolated(Array.from(chart.data[index]!));

const seriesOf = (label: string, color: string): uPlot.Series[] => [
  { label, stroke: color, width: 1.75, points: { size: 5, fill: color, filter: dots } },
  { label: `${label} ↓`, width: 0, points: { show: false } },
  { label: `${label} ↑`, width: 0, points: { show: false } },
];

const selected = (chart: uPlot, onSelect: ChartSetting['onSelect']): void => {
  const { left, width } = chart.select;
  if (width < LEAST_SELECTION) return;
  const [from, to] = [chart.posToVal(left, 'x'), chart.posToVal(left + width, 'x')];
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onSelect(from * 1_000, to * 1_000);
};

/** How a chart of histories looks and what it tells. */
export const chartOptions = (setting: ChartSetting): uPlot.Options => {
  const { width, height, language, colors, labels, onSelect, onReset, onPoint } = setting;
  return {
    width,
    height,
    legend: { show: false },
    padding: [10, 14, 0, 0],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false },
      bind: { dblclick: () => () => (onReset(), null) },
      points: { size: 7 },
    },
    scales: { x: { time: true, auto: false }, y: { auto: true } },
    axes: [
      {
        ...axis(colors),
        space: 70,
        values: (_chart, splits, _axis, _space, step) => timeLabels(language, splits, step),
      },
      {
        ...axis(colors),
        size: (_chart, values) => 20 + 7 * Math.max(2, ...(values ?? []).map((value) => value.length)),
        values: (_chart, splits, _axis, _space, step) => valueLabels(language, splits, step),
      },
    ],
    series: [{}, ...labels.flatMap((label, index) => seriesOf(label, colors.of(index)))],
    bands: labels.map((_label, index) => ({
      series: [COLUMNS * index + 3, COLUMNS * index + 2],
      fill: `${colors.of(index)}${BAND_ALPHA}`,
    })),
    hooks: {
      setSelect: [(chart) => selected(chart, onSelect)],
      setCursor: [(chart) => onPoint(chart.cursor.idx ?? null)],
    },
  };
};
