import { Table, Text } from '@mantine/core';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { LinkAnchor } from '../../../ui/links';
import { RelativeTime } from '../../../ui/relative-time';
import { StateBadge } from '../../../ui/unit-badges';
import type { AdminBrokerQuery } from '../admin.generated';
import type { Rate } from '../readings';
import { Disconnect } from './disconnect';

export type Client = AdminBrokerQuery['getBrokerClients']['clients'][number];

/** How ids of the platform's own clients begin; they are not disconnected (`docs/operate/admin.md`). */
const PLATFORM = 'unitfleet-';

interface ClientLineProps {
  readonly client: Client;
  readonly unitName: string | undefined;
  /** Missing until there are two readings. */
  readonly rate: Rate | undefined;
  readonly onChange: () => void;
}

/** A client of the broker: whose it is, since when, how much it says and hears. */
export const ClientLine = ({ client, unitName, rate, onChange }: ClientLineProps) => {
  const { t } = useTranslation('admin');
  const { number } = useFormat();
  const { clientId, unitUuid, address, protocol, isConnected, connectedDatetime } = client;
  const isPlatform = !unitUuid && clientId.startsWith(PLATFORM);
  const name = unitName ?? clientId;
  const perSecond = (value: number) => t('broker.perSecond', { value: number(value, 1) });
  return (
    <Table.Tr>
      <Table.Td>
        {unitUuid ? (
          <LinkAnchor to="/unit/$uuid" params={{ uuid: unitUuid }}>
            {name}
          </LinkAnchor>
        ) : (
          name
        )}
        <Text size="xs" c="dimmed">
          {isPlatform ? t('broker.platform') : unitName && clientId !== unitName ? clientId : ''}
        </Text>
      </Table.Td>
      <Table.Td>
        <StateBadge
          tone={isConnected ? 'good' : 'quiet'}
          icon={isConnected ? IconPlugConnected : IconPlugConnectedX}
        >
          {t(isConnected ? 'broker.connected' : 'broker.kept')}
        </StateBadge>
        {connectedDatetime && (
          <Text size="xs" c="dimmed">
            <RelativeTime time={connectedDatetime} />
          </Text>
        )}
      </Table.Td>
      <Table.Td className="numeric">
        {rate ? perSecond(rate.received) : '–'}
        <Text size="xs" c="dimmed">
          {number(client.receivedMessages)}
        </Text>
      </Table.Td>
      <Table.Td className="numeric">
        {rate ? perSecond(rate.sent) : '–'}
        <Text size="xs" c="dimmed">
          {number(client.sentMessages)}
        </Text>
      </Table.Td>
      <Table.Td className="numeric">{number(client.queuedMessages)}</Table.Td>
      <Table.Td>
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {address ?? '–'}
        </Text>
        <Text size="xs" c="dimmed">
          {protocol}
        </Text>
      </Table.Td>
      <Table.Td>{!isPlatform && <Disconnect clientId={clientId} name={name} onDone={onChange} />}</Table.Td>
    </Table.Tr>
  );
};
