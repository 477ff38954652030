import { Table, Text } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { RelativeTime } from '../../../ui/relative-time';
import { useJobWords } from './job-names';
import { JobResult } from './job-result';
import type { JobRow } from './job-rows';

const shortTime = (seconds: number): { seconds: number; unit: 'ms' | 's' } =>
  seconds < 1 ? { seconds: seconds * 1_000, unit: 'ms' } : { seconds, unit: 's' };

/** One job of one process. */
export const JobLine = memo(({ service, instance, job }: JobRow) => {
  const { t } = useTranslation('admin');
  const { number, duration } = useFormat();
  const wordsOf = useJobWords();
  const brief = (all: number): string => {
    const { seconds, unit } = shortTime(all);
    return t(`jobs.${unit}`, { value: number(seconds, unit === 'ms' ? 0 : 2) });
  };
  const { name, everySeconds, lastStartDatetime, lastDurationSeconds, runs, failures } = job;
  return (
    <Table.Tr>
      <Table.Td>
        {wordsOf(name)}
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {t('jobs.of', { service, instance })}
        </Text>
      </Table.Td>
      <Table.Td>
        <JobResult job={job} />
      </Table.Td>
      <Table.Td>{lastStartDatetime ? <RelativeTime time={lastStartDatetime} /> : '–'}</Table.Td>
      <Table.Td className="numeric">
        {typeof lastDurationSeconds === 'number' ? brief(lastDurationSeconds) : '–'}
      </Table.Td>
      <Table.Td>
        {typeof everySeconds !== 'number'
          ? t('jobs.whenNeeded')
          : everySeconds < 1
            ? brief(everySeconds)
            : duration(everySeconds)}
      </Table.Td>
      <Table.Td className="numeric">
        {number(runs)}
        {failures > 0 && (
          <Text size="xs" c="dimmed">
            {t('jobs.failures', { count: failures })}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
});
JobLine.displayName = 'JobLine';
