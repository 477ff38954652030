import { Checkbox } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStep } from '../check/work';
import { clock } from './clock';

interface PickBoxProps {
  readonly step: RunStep;
  readonly isPicked: boolean;
  /** Whether the tabulator leads to it; the arrows lead on from there. */
  readonly isReached: boolean;
  /** `isRange`: all from the one before to this. */
  readonly onPick: (step: RunStep, isPicked: boolean, isRange: boolean) => void;
}

/** Picks the message of a step. */
export const PickBox = memo(({ step, isPicked, isReached, onPick }: PickBoxProps) => {
  const { t } = useTranslation('pipeline');
  return (
    <Checkbox
      aria-label={t('run.pickOne', { time: clock(step.timeMs) })}
      checked={isPicked}
      tabIndex={isReached ? 0 : -1}
      onChange={({ currentTarget, nativeEvent }) =>
        onPick(step, currentTarget.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
      }
    />
  );
});
PickBox.displayName = 'PickBox';
