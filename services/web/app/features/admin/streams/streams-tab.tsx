import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AdminStreamsDocument, type AdminStreamsQuery } from '../admin.generated';
import { PolledPart } from '../polled-part';
import { usePolled } from '../use-polled';
import { growing, MOST_READINGS, type Lags } from './lag';
import { PartitionTable } from './partition-table';
import { StreamCard } from './stream-card';

const lagsOf = ({ getStreams }: AdminStreamsQuery): Lags =>
  new Map(getStreams.flatMap(({ consumers }) => consumers.map(({ name, pending }) => [name, pending])));

/** What is on its way between the services, and who falls behind. */
export const StreamsTab = () => {
  const { t } = useTranslation('admin');
  const polled = usePolled(AdminStreamsDocument, {}, MOST_READINGS);
  const grows = growing(polled.readings.map(({ at, value }) => ({ at, value: lagsOf(value) })));
  return (
    <PolledPart polled={polled}>
      {({ getStreams }) => (
        <>
          <Text role="status">
            {grows.size > 0
              ? t('streams.fallBehind', { count: grows.size, names: [...grows].join(', ') })
              : t('streams.keepUp')}
          </Text>
          {getStreams.map((stream) => (
            <StreamCard key={stream.name} stream={stream} grows={grows} />
          ))}
          <PartitionTable />
        </>
      )}
    </PolledPart>
  );
};
