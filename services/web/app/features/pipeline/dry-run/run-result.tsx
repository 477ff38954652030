import { Chip, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import type { RunStep } from '../check/work';
import { useReasonWords } from '../live/reason';
import { StepList } from './step-list';
import { summaryOf, verdictOf } from './summary';
import type { Picks } from './use-picks';

type Shown = 'all' | 'dropped' | 'stored';

interface RunResultProps {
  readonly steps: readonly RunStep[];
  /** Where messages can be picked. */
  readonly picks?: Picks;
  /** What can be done with the steps that are shown. */
  readonly action?: (shown: readonly RunStep[]) => ReactNode;
}

const Sums = ({ summary }: { summary: ReturnType<typeof summaryOf> }) => {
  const { t } = useTranslation('pipeline');
  const { number } = useFormat();
  const { messages, accepted, dropped, rows } = summary;
  return (
    <Text size="sm" role="status">
      {t('run.messageCount', { count: messages })} ·{' '}
      <Text span fw={600} c="light-dark(#087f5b, #63e6be)">
        {t('run.accepted', { amount: number(accepted) })}
      </Text>{' '}
      ·{' '}
      <Text span fw={600} c="light-dark(#a34700, #ffc078)">
        {t('run.dropped', { amount: number(dropped) })}
      </Text>
      {rows > 0 && ` · ${t('run.rows', { count: rows })}`}{' '}
      <Text span size="xs" c="dimmed">
        {t('run.utc')}
      </Text>
    </Text>
  );
};

/** The sums of a run, and each of its steps; those of one kind or one reason alone when asked. */
export const RunResult = ({ steps, picks, action }: RunResultProps) => {
  const { t } = useTranslation('pipeline');
  const wordsOf = useReasonWords();
  const [kind, setKind] = useState<Shown>('all');
  const [reason, setReason] = useState<string | null>(null);
  const summary = useMemo(() => summaryOf(steps), [steps]);
  const chosen = summary.reasons.some((one) => one.reason === reason) ? reason : null;
  const shown = useMemo(
    () =>
      steps.filter((step) => {
        if (chosen) return step.drop?.reason === chosen;
        return kind === 'all' || (kind === 'dropped') === (verdictOf(step) === 'dropped');
      }),
    [steps, kind, chosen],
  );
  return (
    <Stack gap="sm">
      <Sums summary={summary} />
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t('run.show')}
          value={chosen ? 'dropped' : kind}
          onChange={(value) => {
            setReason(null);
            setKind(value as Shown);
          }}
          data={[
            { value: 'all', label: t('run.all') },
            { value: 'dropped', label: t('run.droppedOnly') },
            { value: 'stored', label: t('run.storedOnly') },
          ]}
        />
        {summary.reasons.map(({ reason: one, count }) => (
          <Chip
            key={one}
            size="xs"
            checked={chosen === one}
            onChange={(isChosen) => setReason(isChosen ? one : null)}
          >
            {wordsOf(one).name}: {count}
          </Chip>
        ))}
      </Group>
      {action && <Group gap="md">{action(shown)}</Group>}
      <StepList steps={shown} isNamed={summary.pipelines.length > 1} picks={picks} />
    </Stack>
  );
};
