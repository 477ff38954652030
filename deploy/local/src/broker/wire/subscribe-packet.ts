import type { Frame } from '../core/frame-reader';
import { ByteCursor } from './byte-cursor';
import { ALLOWED, Properties, PROPERTY } from './properties';
import { PacketError, REASON } from './reason-code';

/** How a subscriber wants a filter's messages; all but `qos` is MQTT 5 alone. */
export interface SubscriptionOptions {
  readonly qos: number;
  /** Not what the same client has published. */
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly retainHandling: number;
  /** Goes with each message; 0 is none. */
  readonly subscriptionId: number;
}

export interface SubscribePacket {
  readonly packetId: number;
  readonly filters: readonly { readonly raw: string; readonly options: SubscriptionOptions }[];
}

export interface UnsubscribePacket {
  readonly packetId: number;
  readonly filters: readonly string[];
}

/** @throws PacketError */
export function decodeSubscribe(frame: Frame, level: number): SubscribePacket {
  const { cursor, packetId, properties } = begin(frame, level, ALLOWED.subscribe);
  const subscriptionId = properties.number(PROPERTY.subscriptionId) ?? 0;
  const filters = [];
  while (cursor.left > 0) {
    const raw = cursor.text();
    filters.push({ raw, options: { ...readOptions(cursor.byte(), level), subscriptionId } });
  }
  if (filters.length === 0) throw new PacketError(REASON.protocolError, 'no filter');
  return { packetId, filters };
}

/** @throws PacketError */
export function decodeUnsubscribe(frame: Frame, level: number): UnsubscribePacket {
  const { cursor, packetId } = begin(frame, level, ALLOWED.unsubscribe);
  const filters = [];
  while (cursor.left > 0) filters.push(cursor.text());
  if (filters.length === 0) throw new PacketError(REASON.protocolError, 'no filter');
  return { packetId, filters };
}

function begin(frame: Frame, level: number, allowed: ReadonlySet<number>) {
  if ((frame.first & 0x0f) !== 2) throw new PacketError(REASON.malformedPacket, 'reserved flags are wrong');
  const cursor = new ByteCursor(frame.bytes, frame.start, frame.end);
  const packetId = cursor.packetId();
  const properties = level === 5 ? Properties.read(cursor, allowed) : Properties.none;
  return { cursor, packetId, properties };
}

function readOptions(byte: number, level: number): Omit<SubscriptionOptions, 'subscriptionId'> {
  const qos = byte & 3;
  const retainHandling = (byte >> 4) & 3;
  const reserved = level === 5 ? 0xc0 : 0xfc;
  if ((byte & reserved) !== 0 || qos === 3 || retainHandling === 3)
    throw new PacketError(REASON.malformedPacket, 'impossible subscription options');
  return { qos, noLocal: (byte & 4) !== 0, retainAsPublished: (byte & 8) !== 0, retainHandling };
}
