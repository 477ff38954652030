import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitFilterInput } from '../fleet.generated';
import { WINDOW } from '../unit-filters';
import { UnitWindow } from './unit-window';
import { windowsOf } from './windows-of';
import classes from './unit-table.module.css';

/** Heights of lines and cards, as the style sheet has them. */
const LINE = 48;
const CARD = 96;
const COLUMNS = ['state', 'name', 'repo', 'version', 'visibility', 'seen', 'memory'] as const;

interface UnitLinesProps {
  readonly count: number;
  readonly isBusy: boolean;
  readonly filtersOf: (window: number) => UnitFilterInput;
  readonly revision: string;
}

/** Only the lines in view exist; the page is as high as all of them. */
export const UnitLines = ({ count, isBusy, filtersOf, revision }: UnitLinesProps) => {
  const { t } = useTranslation('fleet');
  const isCards = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false });
  const body = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setOffset((body.current?.getBoundingClientRect().top ?? 0) + scrollY);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
  const height = isCards ? CARD : LINE;
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: offset,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  const lines = virtualizer.getVirtualItems();
  return (
    <div
      role="table"
      aria-label={t('table.label')}
      aria-rowcount={count + 1}
      aria-busy={isBusy}
      className={classes.table}
    >
      <div role="rowgroup">
        <div role="row" className={classes.head} aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <div key={column} role="columnheader" className={classes[column]}>
              {t(`column.${column}`)}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body} className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
        {windowsOf(lines, WINDOW).map(({ window, lines: its }) => (
          <UnitWindow
            key={window}
            filters={filtersOf(window)}
            revision={revision}
            lines={its}
            offset={offset}
            isScrolling={virtualizer.isScrolling}
          />
        ))}
      </div>
    </div>
  );
};
