import { Paper, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import type { StoredRow } from '../stored-rows';
import classes from './rows-list.module.css';

interface RowsListProps {
  readonly rows: readonly StoredRow[];
  readonly order: 'asc' | 'desc';
  readonly onOrder: () => void;
}

const ROW_HEIGHT = 36;

/** Rows of a page; only those that are looked at are drawn. */
export const RowsList = ({ rows, order, onOrder }: RowsListProps) => {
  const { t } = useTranslation('data');
  const format = useFormat();
  const frame = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const isAggregate = rows[0]?.aggregate !== null && rows.length > 0;
  const Arrow = order === 'desc' ? IconArrowDown : IconArrowUp;
  const last = ({ aggregate, bytes }: StoredRow) =>
    aggregate
      ? `${format.time(aggregate.start)} – ${format.time(aggregate.end)}`
      : bytes === null
        ? ''
        : format.bytes(bytes);
  return (
    <Paper
      withBorder
      ref={frame}
      className={classes.frame}
      tabIndex={0}
      role="region"
      aria-label={t('rows.title')}
    >
      <div role="table" aria-label={t('rows.title')} aria-rowcount={rows.length + 1}>
        <div role="row" className={classes.head}>
          <span
            role="columnheader"
            aria-sort={order === 'desc' ? 'descending' : 'ascending'}
            className={classes.time}
          >
            <UnstyledButton onClick={onOrder} fw={600} fz="sm">
              {t('rows.time')} <Arrow size={14} aria-hidden style={{ verticalAlign: 'middle' }} />
            </UnstyledButton>
          </span>
          <span role="columnheader" className={classes.value}>
            {t('rows.value')}
          </span>
          <span role="columnheader" className={classes.last}>
            {t(isAggregate ? 'rows.window' : 'rows.size')}
          </span>
        </div>
        <div role="rowgroup" style={{ height: list.getTotalSize(), position: 'relative' }}>
          {list.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index]!;
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className={classes.row}
                style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
              >
                <span role="cell" className={classes.time}>
                  {format.time(row.time)}
                </span>
                <Text role="cell" component="span" fz="sm" className={classes.value} title={row.state}>
                  {row.state}
                </Text>
                <span role="cell" className={classes.last}>
                  {last(row)}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </Paper>
  );
};
