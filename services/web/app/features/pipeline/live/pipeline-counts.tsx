import { Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { useReasonWords } from './reason';

interface Counts {
  readonly accepted: number;
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
}

const Total = ({ count, label, color }: { count: number; label: string; color: string }) => {
  const { number } = useFormat();
  return (
    <Text size="sm">
      <Text span fw={700} fz={22} c={color} className="numeric">
        {number(count)}
      </Text>{' '}
      {label}
    </Text>
  );
};

/** Of one pipeline: how many counted, how many did not and why. */
export const PipelineCounts = ({ name, counts }: { name?: string; counts: Counts }) => {
  const { t } = useTranslation('pipeline');
  const { number } = useFormat();
  const wordsOf = useReasonWords();
  const { accepted } = counts;
  const reasons = [...counts.dropped].sort((a, b) => b.count - a.count);
  const dropped = reasons.reduce((sum, { count }) => sum + count, 0);
  const all = accepted + dropped;
  return (
    <Stack gap="xs">
      {name && (
        <Title order={3} size="h5">
          {t('run.pipeline', { name })}
        </Title>
      )}
      <Group gap="lg">
        <Total count={accepted} label={t('counters.accepted')} color="light-dark(#087f5b, #63e6be)" />
        <Total count={dropped} label={t('counters.droppedCount')} color="light-dark(#a34700, #ffc078)" />
      </Group>
      {all === 0 ? (
        <Text size="sm" c="dimmed">
          {t('counters.none')}
        </Text>
      ) : (
        <Progress.Root size="sm" aria-hidden>
          <Progress.Section value={(100 * accepted) / all} color="teal" />
          <Progress.Section value={(100 * dropped) / all} color="orange" />
        </Progress.Root>
      )}
      {reasons.map(({ reason, count }) => {
        const { name: what, todo } = wordsOf(reason);
        return (
          <div key={reason}>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <Text size="sm" fw={600}>
                {what}
              </Text>
              <Text size="sm" className="numeric">
                {number(count)}
              </Text>
            </Group>
            <Text size="xs" c="dimmed">
              {todo}
            </Text>
          </div>
        );
      })}
    </Stack>
  );
};
