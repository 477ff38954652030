import { generate } from 'mqtt-packet';
import { REASON } from '../wire/reason-code';
import { decodeSubscribe, decodeUnsubscribe, type SubscriptionOptions } from '../wire/subscribe-packet';
import type { Connection } from './connection';
import type { Frame } from './frame-reader';
import { levelsOf, type ParsedFilter, parseFilter } from './topic';

const REFUSED = 0x80;

interface Wanted {
  readonly parsed: ParsedFilter;
  readonly options: SubscriptionOptions;
}

/**
 * A SUBSCRIBE: every filter is decided by itself, a refused one has its code in its place (docs/protocol/emqx.md,
 * "HTTP authorisation"). What is no filter at all ends the connection, as in EMQX.
 *
 * @throws PacketError
 */
export async function receiveSubscribe(connection: Connection, frame: Frame): Promise<void> {
  const { client, listener, core } = connection;
  const level = client?.protocolVersion ?? 4;
  const { packetId, filters } = decodeSubscribe(frame, level);
  const wanted: Wanted[] = [];
  for (const { raw, options } of filters) {
    const parsed = parseFilter(raw);
    if (!parsed) return connection.close('topic_filter_invalid');
    if (parsed.group !== null && options.noLocal) return connection.close('protocol_error');
    const qos = Math.min(options.qos, listener.zone.maxQos);
    // Bits that MQTT 3.1.1 does not have are 0 there.
    wanted.push({ parsed, options: { ...options, qos } });
  }
  const codes = await decideAll(connection, wanted);
  const { session } = connection;
  if (connection.closedBy || !session || !client) return;
  const granted = wanted.map(({ parsed, options }, i) => {
    let code = codes[i] ?? REASON.unspecified;
    const isNew = !session.subscriptions.has(parsed.raw);
    if (code < REFUSED && isNew && session.subscriptions.size >= listener.zone.maxSubscriptions)
      code = REASON.quotaExceeded;
    if (code >= REFUSED) {
      core.metrics.rare['client.subscribe.refused']++;
      return level === 5 ? code : REFUSED;
    }
    session.subscribe(parsed, options);
    core.events.subscribed(client, parsed.raw, options, isNew);
    const { group } = parsed;
    if (core.gate.joined(group, listener.trusted))
      core.options.log({ event: 'devices_admitted', group, clientid: client.clientId });
    return code;
  });
  connection.writer.raw(
    generate({ cmd: 'suback', messageId: packetId, granted }, { protocolVersion: level }),
  );
}

/** @throws PacketError */
export function receiveUnsubscribe(connection: Connection, frame: Frame): void {
  const { session, client, core } = connection;
  if (!session || !client) return connection.close('protocol_error');
  const { packetId, filters } = decodeUnsubscribe(frame, client.protocolVersion);
  if (filters.some((raw) => !parseFilter(raw))) return connection.close('topic_filter_invalid');
  const granted = filters.map((raw) => {
    if (!session.unsubscribe(raw)) return REASON.noSubscriptionExisted;
    core.events.unsubscribed(client, raw);
    return REASON.success;
  });
  connection.writer.raw(
    generate(
      { cmd: 'unsuback', messageId: packetId, granted: client.protocolVersion === 5 ? granted : [] },
      { protocolVersion: client.protocolVersion },
    ),
  );
}

/** One after another: a packet of a thousand filters must not stand before what other clients ask. All wait together once. */
async function decideAll(connection: Connection, wanted: readonly Wanted[]): Promise<number[]> {
  const deadline = Date.now() + connection.core.options.hooks.subscribeWaitMs;
  const codes: number[] = [];
  for (const one of wanted) codes.push(await decide(connection, one, deadline));
  return codes;
}

/** The granted QoS, or a reason code of MQTT 5. */
async function decide(
  connection: Connection,
  { parsed, options }: Wanted,
  deadline: number,
): Promise<number> {
  if (levelsOf(parsed.filter) > connection.listener.zone.maxTopicLevels) return REASON.topicFilterInvalid;
  const decision = await connection.authorizer?.subscribe(
    parsed.filter,
    options.qos,
    deadline,
    () => connection.closedBy !== null,
  );
  if (decision === 'allow') return options.qos;
  return decision === 'deny' ? REASON.notAuthorized : REASON.unspecified;
}
