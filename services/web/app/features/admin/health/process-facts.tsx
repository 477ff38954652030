import { Box, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { readTime } from '../../../ui/read-time';
import { useNow } from '../../../ui/relative-time';
import { known, KNOWN_CHECKS, type Process } from './services';

const Failures = ({ failures }: Pick<Process, 'failures'>) => {
  const { t } = useTranslation('admin');
  return failures.map(({ check, reason }) => {
    const name = known(KNOWN_CHECKS, check);
    return (
      <Box key={check}>
        <Text size="sm" fw={600}>
          {name ? t(`health.check.${name}`) : t('health.otherCheck', { check })}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {reason}
        </Text>
      </Box>
    );
  });
};

/** A process: what it lacks, how long it has been running, what it takes. */
export const ProcessFacts = ({ process }: { process: Process }) => {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const now = useNow();
  const { instance, version, startedDatetime, residentBytes, failures } = process;
  const seconds = startedDatetime ? Math.max(0, (now - readTime(startedDatetime).getTime()) / 1_000) : null;
  return (
    <Stack gap={2}>
      <Failures failures={failures} />
      <Group gap="md" className="numeric">
        {seconds !== null && <Text size="sm">{t('health.up', { time: format.duration(seconds) })}</Text>}
        {typeof residentBytes === 'number' && <Text size="sm">{format.bytes(residentBytes)}</Text>}
      </Group>
      <Text size="xs" c="dimmed" className="numeric" style={{ overflowWrap: 'anywhere' }}>
        {t('health.process', { instance, version })}
      </Text>
    </Stack>
  );
};
