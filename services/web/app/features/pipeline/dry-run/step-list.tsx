import { Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStep } from '../check/work';
import { StepRow } from './step-row';
import classes from './steps.module.css';

interface StepListProps {
  readonly steps: readonly RunStep[];
  /** Whether each says of which pipeline it is. */
  readonly isNamed: boolean;
}

const ROW_PX = 58;

/** Steps of a run in their order; only those in sight are in the page, however many there are. */
export const StepList = ({ steps, isNamed }: StepListProps) => {
  const { t } = useTranslation('pipeline');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: steps.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  if (steps.length === 0) return <Text size="sm">{t('run.nothingShown')}</Text>;
  return (
    // A region that scrolls must be reachable by keyboard.
    <div ref={scroller} className={classes.scroller} tabIndex={0} role="region" aria-label={t('run.steps')}>
      <div role="list" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            role="listitem"
            data-index={index}
            ref={rows.measureElement}
            aria-posinset={index + 1}
            aria-setsize={steps.length}
            className={classes.row}
            style={{ transform: `translateY(${start}px)` }}
          >
            <StepRow step={steps[index]!} isNamed={isNamed} />
          </div>
        ))}
      </div>
    </div>
  );
};
