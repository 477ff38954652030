import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ChartTable } from './chart-points';
import { chartOptions, COLUMNS, type ChartSetting } from './chart-options';
import { selectByTouch } from './chart-touch';

interface ChartCanvasProps extends Omit<ChartSetting, 'onPoint'> {
  /** One for each label. */
  readonly tables: readonly ChartTable[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly isHidden: (index: number) => boolean;
  /** Under the pointer: its time in seconds, and for each series mean, lowest and highest. */
  readonly onPoint: (point: ChartReading | null) => void;
}

export interface ChartReading {
  readonly seconds: number;
  readonly values: readonly (readonly (number | null | undefined)[])[];
}

const readingAt = (chart: uPlot, index: number | null): ChartReading | null => {
  const seconds = index === null ? undefined : chart.data[0][index];
  if (index === null || seconds === undefined) return null;
  const columns = chart.data.slice(1).map((column) => column[index]);
  const count = columns.length / COLUMNS;
  return {
    seconds,
    values: Array.from({ length: count }, (_, series) =>
      columns.slice(series * COLUMNS, (series + 1) * COLUMNS),
    ),
  };
};

/** The picture itself. It changes in place as data come; another size, appearance or set of series is drawn anew. */
export const ChartCanvas = (props: ChartCanvasProps) => {
  const { tables, fromMs, toMs, isHidden, width, height, colors, labels, language } = props;
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const told = useRef(props);
  useEffect(() => {
    told.current = props;
  });
  const names = labels.join('\n');
  useEffect(() => {
    const drawn: uPlot = new uPlot(
      chartOptions({
        ...told.current,
        onSelect: (from, to) => told.current.onSelect(from, to),
        onReset: () => told.current.onReset(),
        onPoint: (index) => told.current.onPoint(readingAt(drawn, index)),
      }),
      undefined,
      place.current!,
    );
    drawn.root.querySelector<HTMLElement>('.u-select')!.style.background = colors.select;
    chart.current = drawn;
    const forget = selectByTouch(drawn);
    return () => {
      forget();
      chart.current = null;
      drawn.destroy();
    };
  }, [names, colors, language]);
  useEffect(() => {
    if (chart.current?.width !== width || chart.current.height !== height)
      chart.current?.setSize({ width, height });
  }, [width, height]);
  useEffect(() => {
    const drawn = chart.current;
    if (!drawn) return;
    drawn.batch(() => {
      drawn.setData(uPlot.join(tables as uPlot.AlignedData[]), false);
      drawn.setScale('x', { min: fromMs / 1_000, max: toMs / 1_000 });
      for (const index of tables.keys())
        for (let column = 1; column <= COLUMNS; column += 1)
          drawn.setSeries(index * COLUMNS + column, { show: !isHidden(index) });
    });
  }, [tables, fromMs, toMs, isHidden, names, colors, language]);
  return <div ref={place} />;
};
