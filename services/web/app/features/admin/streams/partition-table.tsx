import { Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AdminPartitionsDocument, type AdminPartitionsQuery } from '../admin.generated';
import { PolledPart } from '../polled-part';
import { ScrollRegion } from '../scroll-region';
import { usePolled } from '../use-polled';
import { byTrouble, growing, MOST_READINGS, type Lags } from './lag';
import { LagCell } from './lag-cell';

const lagsOf = ({ getTelemetryPartitions }: AdminPartitionsQuery): Lags =>
  new Map(getTelemetryPartitions.map(({ partition, lag }) => [String(partition), lag]));

const Rows = ({
  partitions,
  grows,
}: {
  partitions: AdminPartitionsQuery['getTelemetryPartitions'];
  grows: ReadonlySet<string>;
}) => {
  const { t } = useTranslation('admin');
  const order = byTrouble<(typeof partitions)[number]>(
    ({ partition }) => String(partition),
    // Some frames behind the last checkpoint are nothing to look at.
    () => 0,
    grows,
  );
  return (
    <ScrollRegion label={t('streams.partitions')}>
      <Table miw={320} aria-label={t('streams.partitions')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('streams.column.partition')}</Table.Th>
            <Table.Th>{t('streams.column.owner')}</Table.Th>
            <Table.Th>{t('streams.column.lag')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...partitions].sort(order).map(({ partition, owner, lag }) => (
            <Table.Tr key={partition}>
              <Table.Td className="numeric">{partition}</Table.Td>
              <Table.Td>
                {owner ?? (
                  <Text size="sm" fw={600}>
                    {t('streams.nobody')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <LagCell lag={lag} isGrowing={grows.has(String(partition))} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  );
};

/** Partitions of telemetry: which process of datapipe works on each, and how far behind it is. */
export const PartitionTable = () => {
  const { t } = useTranslation('admin');
  const polled = usePolled(AdminPartitionsDocument, {}, MOST_READINGS);
  const grows = growing(polled.readings.map(({ at, value }) => ({ at, value: lagsOf(value) })));
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t('streams.partitions')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('streams.partitionsText')}
        </Text>
        <PolledPart polled={polled}>
          {({ getTelemetryPartitions }) => <Rows partitions={getTelemetryPartitions} grows={grows} />}
        </PolledPart>
      </Stack>
    </Paper>
  );
};
