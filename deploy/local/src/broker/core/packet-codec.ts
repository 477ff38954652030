import type { MessageExtra } from './message';

export const CONNECT = 1;
export const PUBLISH = 3;
export const PUBACK = 4;
export const PUBREC = 5;
export const PUBREL = 6;
export const PUBCOMP = 7;
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
  readonly extra: MessageExtra | null;
}

/** PUBLISH of MQTT 3.1.1 read straight from the bytes, for it is the packet there are many of; null when malformed. */
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
    extra: null,
  };
}

/** Packet id of a PUBACK of MQTT 3.1.1, or of one of MQTT 5 without a reason; null when it is neither. */
export function decodePacketId(bytes: Buffer, start: number, end: number): number | null {
  return end - start === 2 ? bytes.readUInt16BE(start) : null;
}
