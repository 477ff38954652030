import { GRACEFUL } from './close-reason';
import type { Connection } from './connection';
import { decodePacketId, decodePublish, type Publish } from './packet-codec';
import type { Route } from './router';

const PUBACK = 0x40;
const PUBREC = 0x50;
const PUBCOMP = 0x70;

/**
 * A PUBLISH from a client. A refused one is dropped but acknowledged, and the connection stays (docs/protocol/emqx.md,
 * "HTTP authorisation"). While nobody decides it is neither routed nor acknowledged; the promise ends when
 * somebody has, or when the client is gone.
 */
export function receivePublish(
  connection: Connection,
  first: number,
  bytes: Buffer,
  start: number,
  end: number,
): Promise<void> | undefined {
  const packet = decodePublish(first, bytes, start, end);
  const route = packet && connection.core.router.route(packet.topic);
  if (!packet || !route || !connection.authorizer) {
    connection.close('protocol_error');
    return undefined;
  }
  const allowed = connection.authorizer.publishNow(packet.topic, packet.qos, packet.retain);
  if (allowed === undefined) return askFirst(connection, packet, route);
  settle(connection, packet, route, allowed);
  return undefined;
}

/** The second half of QoS 2: the packet id may carry a new message from now on. */
export function receiveRelease(connection: Connection, bytes: Buffer, start: number, end: number): void {
  const packetId = decodePacketId(bytes, start, end);
  if (packetId === null) return connection.close('protocol_error');
  connection.session?.awaitingRelease.delete(packetId);
  connection.writer.answer(PUBCOMP, packetId);
}

async function askFirst(connection: Connection, packet: Publish, route: Route): Promise<void> {
  const { authorizer, core } = connection;
  const decision = await authorizer?.publish(
    packet.topic,
    packet.qos,
    packet.retain,
    () => connection.closedBy !== null,
  );
  // A client that was ended meanwhile has no say any more; one that just left has.
  const ended = connection.closedBy !== null && !GRACEFUL.has(connection.closedBy);
  if (ended || decision === undefined || decision === 'unavailable')
    core.metrics.counters['messages.dropped.withheld']++;
  else settle(connection, packet, core.router.route(packet.topic) ?? route, decision === 'allow');
}

function settle(connection: Connection, packet: Publish, route: Route, allowed: boolean): void {
  const { core, session, listener, writer } = connection;
  const { counters } = core.metrics;
  const { qos, packetId } = packet;
  const again = qos === 2 && session?.awaitingRelease.has(packetId) === true;
  if (!allowed) counters['messages.dropped.not_authorized']++;
  else if (route.levels > listener.zone.maxTopicLevels) counters['messages.dropped.topic_levels']++;
  else if (!again) {
    counters['messages.received']++;
    if (session) session.received++;
    core.router.publish(route, packet.payload, qos);
  }
  if (qos === 1) writer.answer(PUBACK, packetId);
  else if (qos === 2) {
    session?.awaitingRelease.add(packetId);
    writer.answer(PUBREC, packetId);
  }
}
