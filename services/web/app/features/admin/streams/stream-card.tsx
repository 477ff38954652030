import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { RelativeTime } from '../../../ui/relative-time';
import type { AdminStreamsQuery } from '../admin.generated';
import { known } from '../health/services';
import { ConsumerTable } from './consumer-table';
import { StreamSize } from './stream-size';

const KNOWN_STREAMS = ['EVENTS', 'TELEMETRY', 'DEVICE', 'LIVE', 'DEAD'] as const;

interface StreamCardProps {
  readonly stream: AdminStreamsQuery['getStreams'][number];
  readonly grows: ReadonlySet<string>;
}

/** A stream: what it carries, how much is in it since when, and who reads it. */
export const StreamCard = ({ stream, grows }: StreamCardProps) => {
  const { t } = useTranslation('admin');
  const { number } = useFormat();
  const { name, messages, bytes, maxBytes, firstDatetime, lastDatetime } = stream;
  const what = known(KNOWN_STREAMS, name);
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {name}
        </Title>
        {what && (
          <Text size="sm" c="dimmed">
            {t(`streams.what.${what}`)}
          </Text>
        )}
        <Group gap="lg">
          <Text size="sm" className="numeric">
            {t('streams.messages', { count: messages, number: number(messages) })}
          </Text>
          <StreamSize name={name} bytes={bytes} maxBytes={maxBytes} />
          {messages > 0 && firstDatetime && (
            <Text size="sm">
              {t('streams.oldest')} <RelativeTime time={firstDatetime} />
            </Text>
          )}
          {messages > 0 && lastDatetime && (
            <Text size="sm">
              {t('streams.newest')} <RelativeTime time={lastDatetime} />
            </Text>
          )}
        </Group>
        {name !== 'TELEMETRY' && name !== 'DEAD' && <ConsumerTable stream={stream} grows={grows} />}
      </Stack>
    </Paper>
  );
};
