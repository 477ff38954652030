import { Text } from '@mantine/core';
import { IconDatabase, IconFilterX, IconStack2, IconSum } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../../ui/unit-badges';
import type { RunStep } from '../check/work';
import { useReasonWords } from '../live/reason';
import classes from './steps.module.css';
import { verdictOf, type Verdict } from './summary';
import { clock } from './clock';

const BADGES = {
  stored: { tone: 'good', icon: IconDatabase },
  row: { tone: 'good', icon: IconSum },
  folded: { tone: 'busy', icon: IconStack2 },
  dropped: { tone: 'warn', icon: IconFilterX },
} as const satisfies Record<Verdict, object>;

const Outcome = ({ step }: { step: RunStep }) => {
  const { t } = useTranslation('pipeline');
  const wordsOf = useReasonWords();
  const { drop, stored } = step;
  if (drop) {
    const { name, todo } = wordsOf(drop.reason);
    return (
      <div className={classes.outcome}>
        <Text size="sm">
          {name}{' '}
          <Text span size="xs" c="dimmed">
            {t('run.at', { stage: t(`stage.${drop.stage}`) })}
          </Text>
        </Text>
        <Text size="xs" c="dimmed">
          {todo}
        </Text>
      </div>
    );
  }
  if (!stored) return <Text size="sm">{t('run.foldedText')}</Text>;
  const { window, state, policy } = stored;
  return (
    <div className={classes.outcome}>
      <Text size="sm" className={classes.value}>
        {state}
      </Text>
      <Text size="xs" c="dimmed">
        {policy}
        {window &&
          ` · ${t('run.window', {
            function: window.function,
            start: clock(window.startMs),
            end: clock(window.endMs),
          })}`}
      </Text>
    </div>
  );
};

/** One message or row: when, what came, what became of it. */
export const StepRow = memo(({ step, isNamed }: { step: RunStep; isNamed: boolean }) => {
  const { t } = useTranslation('pipeline');
  const verdict = verdictOf(step);
  return (
    <div className={classes.step}>
      <time dateTime={new Date(step.timeMs).toISOString()} className={classes.time}>
        {clock(step.timeMs)}
      </time>
      <div className={classes.payload}>
        <Text size="sm" className={classes.value}>
          {step.payload ?? '—'}
        </Text>
        {isNamed && (
          <Text size="xs" c="dimmed">
            {step.pipeline === null ? t('counters.first') : t('run.pipeline', { name: step.pipeline })}
          </Text>
        )}
      </div>
      <div className={classes.verdict}>
        <StateBadge {...BADGES[verdict]}>{t(`run.verdict.${verdict}`)}</StateBadge>
      </div>
      <Outcome step={step} />
    </div>
  );
});
StepRow.displayName = 'StepRow';
