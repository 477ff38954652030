import type { Connection } from './connection';
import type { Frame } from './frame-reader';
import { decodePacket, encodePacket } from './packet-codec';
import { levelsOf, type ParsedFilter, parseFilter } from './topic';

const REFUSED = 0x80;

/** A SUBSCRIBE: every filter is decided by itself, a refused one is 0x80 in its place. QoS 2 is granted as 1. */
export async function receiveSubscribe(connection: Connection, frame: Frame): Promise<void> {
  const packet = decodePacket(frame);
  if (packet?.cmd !== 'subscribe' || packet.subscriptions.length === 0)
    return connection.close('protocol_error');
  const wanted = packet.subscriptions.map(({ topic, qos }) => ({ parsed: parseFilter(topic), qos }));
  const decisions = await Promise.all(wanted.map(({ parsed, qos }) => allowed(connection, parsed, qos)));
  const { session, client, core } = connection;
  if (connection.closedBy || !session || !client) return;
  const granted = wanted.map(({ parsed, qos }, i) => {
    if (!parsed || !decisions[i]) return REFUSED;
    const grantedQos = Math.min(qos, 1);
    const isNew = session.subscribe(parsed, grantedQos);
    core.events.subscribed(client, parsed.raw, grantedQos, isNew);
    const { group } = parsed;
    if (core.gate.joined(group, connection.listener.trusted))
      core.options.log({ event: 'devices_admitted', group, clientid: client.clientId });
    return grantedQos;
  });
  connection.writer.raw(encodePacket({ cmd: 'suback', messageId: packet.messageId ?? 0, granted }));
}

export function receiveUnsubscribe(connection: Connection, frame: Frame): void {
  const packet = decodePacket(frame);
  const { session, client, core } = connection;
  if (packet?.cmd !== 'unsubscribe' || !session || !client) return connection.close('protocol_error');
  for (const raw of packet.unsubscriptions) {
    if (session.unsubscribe(raw)) core.events.unsubscribed(client, raw);
  }
  connection.writer.raw(encodePacket({ cmd: 'unsuback', messageId: packet.messageId ?? 0, granted: [] }));
}

async function allowed(connection: Connection, parsed: ParsedFilter | null, qos: number): Promise<boolean> {
  if (!parsed || !connection.authorizer) return false;
  if (levelsOf(parsed.filter) > connection.listener.zone.maxTopicLevels) return false;
  const decision = await connection.authorizer.subscribe(
    parsed.filter,
    qos,
    () => connection.closedBy !== null,
  );
  return decision === 'allow';
}
