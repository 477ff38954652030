import type { BrokerClientDetails } from '../data/broker/broker';

/** A client as EMQX lists it (`GET /clients`); what a broker leaves out is absent. */
type Listed = Readonly<Record<string, unknown>>;

const PROTOCOL_VERSIONS: Readonly<Record<number, string>> = { 3: '3.1', 4: '3.1.1', 5: '5' };

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const countOf = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : 0;

const timeOf = (value: unknown): Date | null => {
  const time = new Date(textOf(value) ?? NaN);
  return Number.isNaN(time.getTime()) ? null : time;
};

const addressOf = ({ ip_address, port }: Listed): string | null => {
  const host = textOf(ip_address);
  if (host === null || typeof port !== 'number') return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/** MQTT 3.1 says that it is called MQIsdp. */
const protocolOf = ({ proto_name, proto_ver }: Listed): string | null => {
  const name = textOf(proto_name);
  if (name === null) return null;
  const version = PROTOCOL_VERSIONS[Number(proto_ver)] ?? String(proto_ver ?? '');
  return `${name === 'MQIsdp' ? 'MQTT' : name} ${version}`.trim();
};

/** What an operator is shown of a client. */
export const clientDetails = (listed: Listed): BrokerClientDetails => ({
  clientId: String(listed.clientid),
  username: textOf(listed.username) ?? '',
  isConnected: listed.connected !== false,
  address: addressOf(listed),
  protocol: protocolOf(listed),
  connectedAt: timeOf(listed.connected_at),
  isCleanSession:
    typeof listed.clean_start === 'boolean' ? listed.clean_start : listed.is_persistent !== true,
  subscriptions: countOf(listed.subscriptions_cnt),
  receivedMessages: countOf(listed.recv_msg),
  sentMessages: countOf(listed.send_msg),
  queuedMessages: countOf(listed.mqueue_len),
});
