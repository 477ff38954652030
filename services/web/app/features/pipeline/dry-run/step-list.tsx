import { Text } from '@mantine/core';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStep } from '../check/work';
import { PickBox } from './pick-box';
import { StepRow } from './step-row';
import classes from './steps.module.css';
import { usePickKeys } from './use-pick-keys';
import type { Picks } from './use-picks';

interface StepListProps {
  readonly steps: readonly RunStep[];
  /** Whether each says of which pipeline it is. */
  readonly isNamed: boolean;
  /** Where messages can be picked. */
  readonly picks?: Picks;
}

const ROW_PX = 58;

/** Steps of a run in their order; only those in sight are in the page, however many there are. */
export const StepList = ({ steps, isNamed, picks }: StepListProps) => {
  const { t } = useTranslation('pipeline');
  const scroller = useRef<HTMLDivElement>(null);
  const { reached, onKeyDown, onFocus, onPick } = usePickKeys(scroller, steps, picks);
  // The box that the tabulator leads to is there wherever one has scrolled.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range);
      return reached < 0 || reached >= range.count || seen.includes(reached)
        ? seen
        : [...seen, reached].sort((one, other) => one - other);
    },
    [reached],
  );
  const rows = useVirtualizer({
    count: steps.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    rangeExtractor,
  });
  if (steps.length === 0) return <Text size="sm">{t('run.nothingShown')}</Text>;
  return (
    // A region that scrolls must be reachable by keyboard.
    <div ref={scroller} className={classes.scroller} tabIndex={0} role="region" aria-label={t('run.steps')}>
      <div
        role="list"
        style={{ height: rows.getTotalSize(), position: 'relative' }}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const step = steps[index]!;
          return (
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
              {picks && (
                <div className={classes.pick}>
                  {picks.canPick(step) && (
                    <PickBox
                      step={step}
                      isPicked={picks.isPicked(step)}
                      isReached={index === reached}
                      onPick={onPick}
                    />
                  )}
                </div>
              )}
              <StepRow step={step} isNamed={isNamed} />
            </div>
          );
        })}
      </div>
    </div>
  );
};
