import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ProblemNotice } from '../../../ui/problem-notice';
import { RelativeTime } from '../../../ui/relative-time';
import { useRegularAsk } from '../../../ui/use-regular-ask';
import { PipelineCountersDocument } from '../pipeline.generated';
import { PipelineCounts } from './pipeline-counts';

const EVERY_MS = 4_000;

/** What became of the messages since the pipe was last changed, kept up to date while it is seen. */
export const Counters = ({ uuid }: { uuid: string }) => {
  const { t } = useTranslation('pipeline');
  const variables = useMemo(() => ({ uuid }), [uuid]);
  const [{ data, error }, askAgain] = useQuery({ query: PipelineCountersDocument, variables });
  useRegularAsk(askAgain, EVERY_MS);
  const counters = data?.getDataPipeCounters;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="pipeline-counters">
      <Stack gap="sm">
        <Title order={2} id="pipeline-counters">
          {t('counters.title')}
        </Title>
        {error && !counters && <ProblemNotice error={error} />}
        {!error && !counters && <Skeleton h={120} />}
        {counters?.since && (
          <Text size="sm" c="dimmed">
            {t('counters.since')} (<RelativeTime time={counters.since} />)
          </Text>
        )}
        {counters && <PipelineCounts counts={counters} />}
        {counters?.additionalPipelines.map((counts) => (
          <PipelineCounts key={counts.name} name={counts.name} counts={counts} />
        ))}
        <Text size="xs" c="dimmed">
          {t('counters.reset')}
        </Text>
      </Stack>
    </Paper>
  );
};
