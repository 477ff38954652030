import { generate, type IConnectPacket, type Packet, parser } from 'mqtt-packet';
import type { Frame } from './frame-reader';

export const CONNECT = 1;
export const PUBLISH = 3;
export const PUBACK = 4;
export const PUBREL = 6;
export const SUBSCRIBE = 8;
export const UNSUBSCRIBE = 10;
export const PINGREQ = 12;
export const DISCONNECT = 14;

export const PINGRESP = Buffer.from([0xd0, 0]);

export interface Publish {
  readonly topic: string;
  /** A view of the socket's bytes: copy what outlives the call. */
  readonly payload: Buffer;
  readonly qos: number;
  readonly retain: boolean;
  readonly packetId: number;
}

/** PUBLISH read straight from the bytes, for it is the packet there are many of; null when malformed. */
export function decodePublish(first: number, bytes: Buffer, start: number, end: number): Publish | null {
  const qos = (first >> 1) & 3;
  const topicStart = start + 2;
  if (qos === 3 || topicStart > end) return null;
  const topicEnd = topicStart + bytes.readUInt16BE(start);
  const payloadStart = qos > 0 ? topicEnd + 2 : topicEnd;
  if (payloadStart > end) return null;
  const packetId = qos > 0 ? bytes.readUInt16BE(topicEnd) : 0;
  if (qos > 0 && packetId === 0) return null;
  return {
    topic: bytes.toString('utf8', topicStart, topicEnd),
    payload: bytes.subarray(payloadStart, end),
    qos,
    retain: (first & 1) === 1,
    packetId,
  };
}

/** Packet id of a PUBACK or PUBREL; null when malformed. */
export function decodePacketId(bytes: Buffer, start: number, end: number): number | null {
  return end - start === 2 ? bytes.readUInt16BE(start) : null;
}

/** Every other packet; null when malformed or of an unknown protocol. */
export function decodePacket(frame: Frame): Packet | null {
  let packet: Packet | null = null;
  const reader = parser({ protocolVersion: 4 });
  reader.on('packet', (parsed) => (packet = parsed));
  reader.on('error', () => (packet = null));
  reader.parse(
    Buffer.concat([
      header(frame.first, frame.end - frame.start),
      frame.bytes.subarray(frame.start, frame.end),
    ]),
  );
  return packet;
}

export function encodePacket(packet: Packet): Buffer {
  return generate(packet);
}

/** A will as the PUBLISH that its client would have sent, to walk the same way as one from a socket. */
export function willFrame({ topic, payload, qos = 0 }: NonNullable<IConnectPacket['will']>): Frame {
  const bytes = generate({ cmd: 'publish', topic, payload, qos, messageId: 1, dup: false, retain: false });
  let start = 1;
  while ((bytes[start++] ?? 0) > 0x7f);
  return { first: bytes[0] ?? 0, bytes, start, end: bytes.length };
}

function header(first: number, length: number): Buffer {
  const bytes = [first];
  do {
    bytes.push((length & 0x7f) | (length > 0x7f ? 0x80 : 0));
    length >>>= 7;
  } while (length > 0);
  return Buffer.from(bytes);
}
