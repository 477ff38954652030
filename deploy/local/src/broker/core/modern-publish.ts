import { ByteCursor } from '../wire/byte-cursor';
import { ALLOWED, Properties, PROPERTY } from '../wire/properties';
import { PacketError, REASON } from '../wire/reason-code';
import { MessageExtra } from './message';
import type { Publish } from './packet-codec';
import { validTopic } from './topic';
import type { TopicAliases } from './topic-aliases';

/** A PUBLISH of MQTT 5. @throws PacketError */
export function decodeModernPublish(
  aliases: TopicAliases,
  first: number,
  bytes: Buffer,
  start: number,
  end: number,
): Publish {
  const cursor = new ByteCursor(bytes, start, end);
  const qos = (first >> 1) & 3;
  if (qos === 3 || (qos === 0 && (first & 8) !== 0))
    throw new PacketError(REASON.malformedPacket, 'impossible flags');
  const written = cursor.text();
  const packetId = qos > 0 ? cursor.packetId() : 0;
  const properties = Properties.read(cursor, ALLOWED.publish);
  return {
    topic: topicOf(written, properties.number(PROPERTY.topicAlias), aliases),
    payload: bytes.subarray(cursor.at, end),
    qos,
    retain: (first & 1) === 1,
    packetId,
    extra: extraOf(properties),
  };
}

function topicOf(written: string, alias: number | undefined, aliases: TopicAliases): string {
  if (alias !== undefined && !aliases.accepts(alias))
    throw new PacketError(REASON.topicAliasInvalid, `topic alias ${alias}`);
  if (written !== '') {
    if (alias !== undefined && validTopic(written)) aliases.learn(alias, written);
    return written;
  }
  const topic = alias === undefined ? undefined : aliases.topic(alias);
  if (topic === undefined) throw new PacketError(REASON.protocolError, 'no topic and no alias of one');
  return topic;
}

function extraOf(properties: Properties): MessageExtra | null {
  const expirySeconds = properties.number(PROPERTY.messageExpiry);
  const responseTopic = properties.text(PROPERTY.responseTopic);
  if (responseTopic !== undefined && !validTopic(responseTopic))
    throw new PacketError(REASON.protocolError, 'nobody can answer to a filter');
  if (expirySeconds === undefined && properties.passedOn.length === 0) return null;
  const expiresAt = expirySeconds === undefined ? 0 : Date.now() + expirySeconds * 1000;
  return new MessageExtra(null, properties.passedOn, expiresAt, 0);
}
