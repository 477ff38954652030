import { type Properties, PROPERTY } from '../wire/properties';
import type { Message } from './message';
import type { SocketWriter } from './socket-writer';
import { TopicAliases } from './topic-aliases';
import { variableLength, writeVariable } from './variable-integer';

const NO_LIMIT = 0xffff_ffff;
const NO_TOPIC = Buffer.from([0, 0]);
const ALIAS = 3;
/** What an alias may add to a packet whose two length fields grow with it. */
const ALIAS_ROOM = ALIAS + 2;
const EXPIRY = 5;
const ZERO = Buffer.from([0]);

/** What an MQTT 5 client has asked for at its CONNECT, and how messages are sent to it. */
export class ModernClient {
  readonly aliases: TopicAliases;
  private readonly maxPacketBytes: number;

  constructor(connect: Properties, maxTopicAlias: number) {
    this.maxPacketBytes = connect.number(PROPERTY.maximumPacketSize) ?? NO_LIMIT;
    const wanted = connect.number(PROPERTY.topicAliasMaximum) ?? 0;
    this.aliases = new TopicAliases(maxTopicAlias, Math.min(wanted, maxTopicAlias));
  }

  /** False when the packet would be longer than the client takes; nothing is sent then (MQTT 5, 3.1.2.11.4). */
  send(writer: SocketWriter, message: Message, qos: number, packetId: number, dup: boolean): boolean {
    const { topicField, payload } = message;
    const own = ownProperties(message);
    const body = topicField.length + payload.length + (qos > 0 ? 2 : 0) + variableLength(own) + own;
    const size = 1 + variableLength(body) + body;
    if (size > this.maxPacketBytes) return false;
    const alias = size + ALIAS_ROOM > this.maxPacketBytes ? null : this.aliases.number(topicField);
    const field = alias?.known ? NO_TOPIC : topicField;
    writer.publishWith(field, properties(message, alias?.alias ?? 0), payload, qos, packetId, dup);
    return true;
  }
}

/** Bytes of a message's properties without an alias. */
function ownProperties({ extra }: Message): number {
  if (extra === null) return 0;
  const { properties: passedOn, expiresAt, subscriptionId } = extra;
  const subscription = subscriptionId > 0 ? 1 + variableLength(subscriptionId) : 0;
  return passedOn.length + (expiresAt > 0 ? EXPIRY : 0) + subscription;
}

/** Length and properties of a PUBLISH. */
function properties(message: Message, alias: number): Buffer {
  const { extra } = message;
  if (extra === null && alias === 0) return ZERO;
  const length = (alias > 0 ? ALIAS : 0) + ownProperties(message);
  const bytes = Buffer.allocUnsafe(variableLength(length) + length);
  let at = writeVariable(bytes, length, 0);
  if (alias > 0) {
    bytes[at++] = PROPERTY.topicAlias;
    at = bytes.writeUInt16BE(alias, at);
  }
  if (extra !== null) {
    if (extra.expiresAt > 0) {
      bytes[at++] = PROPERTY.messageExpiry;
      const seconds = Math.ceil((extra.expiresAt - Date.now()) / 1000);
      at = bytes.writeUInt32BE(Math.max(0, seconds), at);
    }
    if (extra.subscriptionId > 0) {
      bytes[at++] = PROPERTY.subscriptionId;
      at = writeVariable(bytes, extra.subscriptionId, at);
    }
    extra.properties.copy(bytes, at);
  }
  return bytes;
}
