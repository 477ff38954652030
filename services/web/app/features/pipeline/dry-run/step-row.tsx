import { Badge, Text } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunStep } from '../check/work';
import { useReasonWords } from '../live/reason';
import classes from './steps.module.css';
import { verdictOf, type Verdict } from './summary';
import { clock } from './clock';

const COLORS: Readonly<Record<Verdict, string>> = {
  stored: 'teal',
  row: 'teal',
  folded: 'cyan',
  dropped: 'orange',
};

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
      <Badge variant="light" color={COLORS[verdict]} className={classes.verdict}>
        {t(`run.verdict.${verdict}`)}
      </Badge>
      <Outcome step={step} />
    </div>
  );
});
StepRow.displayName = 'StepRow';
