import { REASON } from '../wire/reason-code';
import { GRACEFUL } from './close-reason';
import type { Connection } from './connection';
import { MessageExtra } from './message';
import { decodePublish, type Publish } from './packet-codec';
import { decodeModernPublish } from './modern-publish';
import { admitAwaiting } from './awaiting-release';
import { validTopic } from './topic';

const PUBACK = 0x40;
const PUBREC = 0x50;

/**
 * A PUBLISH from a client. A refused one is dropped but acknowledged, and the connection stays (docs/protocol/emqx.md,
 * "HTTP authorisation"); one that is beyond what the zone allows at all ends it. While nobody decides it is neither
 * routed nor acknowledged; the promise ends when somebody has, or when the client is gone.
 *
 * @throws PacketError
 */
export function receivePublish(
  connection: Connection,
  first: number,
  bytes: Buffer,
  start: number,
  end: number,
): Promise<void> | undefined {
  const { authorizer, modern } = connection;
  const packet =
    modern === null
      ? decodePublish(first, bytes, start, end)
      : decodeModernPublish(modern.aliases, first, bytes, start, end);
  if (packet === null || authorizer === null) {
    connection.close('malformed_packet');
    return undefined;
  }
  const allowed = authorizer.publishNow(packet.topic, packet.qos, packet.retain);
  if (allowed === undefined) {
    // Nobody is asked about what is no topic.
    if (validTopic(packet.topic)) return askFirst(connection, packet);
    connection.close('topic_name_invalid');
    return undefined;
  }
  settle(connection, packet, allowed);
  return undefined;
}

async function askFirst(connection: Connection, packet: Publish): Promise<void> {
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
  else settle(connection, packet, decision === 'allow');
}

function settle(connection: Connection, packet: Publish, allowed: boolean): void {
  const { core, session, listener } = connection;
  const { counters } = core.metrics;
  const { qos, packetId } = packet;
  if (!allowed) {
    if (!validTopic(packet.topic)) return connection.close('topic_name_invalid');
    counters['messages.dropped.not_authorized']++;
    if (qos > 0) acknowledge(connection, qos, packetId, REASON.notAuthorized);
    return;
  }
  const { zone } = listener;
  const route = core.router.route(packet.topic);
  if (route === null || route.levels > zone.maxTopicLevels) return connection.close('topic_name_invalid');
  if (qos > zone.maxQos) return connection.close('qos_not_supported');
  if (packet.retain) return connection.close('retain_not_supported');
  if (session === null) return;
  if (qos === 2 && !admitAwaiting(connection, session, packetId)) return;
  counters['messages.received']++;
  session.received++;
  const extra = session.noLocal > 0 ? MessageExtra.by(session, packet.extra) : packet.extra;
  const reached = core.router.publish(route, packet.payload, qos, extra);
  if (qos > 0)
    acknowledge(connection, qos, packetId, reached > 0 ? REASON.success : REASON.noMatchingSubscribers);
}

/** PUBACK or PUBREC; MQTT 3.1.1 knows no reasons. */
function acknowledge({ writer, modern }: Connection, qos: number, packetId: number, code: number): void {
  const first = qos === 1 ? PUBACK : PUBREC;
  if (modern === null || code === REASON.success) writer.answer(first, packetId);
  else writer.answerWith(first, packetId, code);
}
