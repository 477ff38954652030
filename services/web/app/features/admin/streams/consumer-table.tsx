import { Button, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { AdminStreamsQuery } from '../admin.generated';
import { useFormat } from '../../../ui/format';
import { RelativeTime } from '../../../ui/relative-time';
import { ScrollRegion } from '../scroll-region';
import { byTrouble } from './lag';
import { LagCell } from './lag-cell';

type Stream = AdminStreamsQuery['getStreams'][number];
type Consumer = Stream['consumers'][number];

const COLUMNS = ['consumer', 'pending', 'waiting', 'redelivered', 'delivered'] as const;

const isIdle = ({ pending, waitingForAck, redelivered }: Consumer): boolean =>
  pending + waitingForAck + redelivered === 0;

interface ConsumerTableProps {
  readonly stream: Stream;
  readonly grows: ReadonlySet<string>;
}

/** Who reads a stream and how far each is; those that have nothing to do are shown when asked for. */
export const ConsumerTable = ({ stream, grows }: ConsumerTableProps) => {
  const { t } = useTranslation('admin');
  const { number } = useFormat();
  const [isAll, { toggle }] = useDisclosure();
  const idle = stream.consumers.filter(isIdle).length;
  const shown = stream.consumers
    .filter((consumer) => isAll || !isIdle(consumer))
    .sort(
      byTrouble(
        ({ name }) => name,
        ({ pending }) => pending,
        grows,
      ),
    );
  return (
    <Stack gap="xs" align="flex-start">
      {shown.length > 0 && (
        <ScrollRegion label={t('streams.consumersOf', { stream: stream.name })}>
          <Table miw={640} aria-label={t('streams.consumersOf', { stream: stream.name })}>
            <Table.Thead>
              <Table.Tr>
                {COLUMNS.map((column) => (
                  <Table.Th key={column}>{t(`streams.column.${column}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map(({ name, pending, waitingForAck, redelivered, lastDeliveredDatetime }) => (
                <Table.Tr key={name}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>
                    <LagCell lag={pending} isGrowing={grows.has(name)} />
                  </Table.Td>
                  <Table.Td className="numeric">{number(waitingForAck)}</Table.Td>
                  <Table.Td className="numeric">{number(redelivered)}</Table.Td>
                  <Table.Td>
                    {lastDeliveredDatetime ? <RelativeTime time={lastDeliveredDatetime} /> : '–'}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollRegion>
      )}
      {stream.consumers.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('streams.noConsumers')}
        </Text>
      )}
      {idle > 0 && (
        <Button variant="default" size="compact-sm" onClick={toggle} aria-expanded={isAll}>
          {isAll ? t('streams.hideIdle') : t('streams.showIdle', { count: idle })}
        </Button>
      )}
    </Stack>
  );
};
