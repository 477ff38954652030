import { decodeAnswer } from '../wire/farewell-packet';
import { PacketError, REASON } from '../wire/reason-code';
import type { Connection } from './connection';
import * as codec from './packet-codec';

const REFUSED = 0x80;
const PUBREL = 0x62;

/** Whether packets of this type need nobody's decision and are handled before those that wait for one. */
export function isAnswer(type: number): boolean {
  return type === codec.PUBACK || type === codec.PINGREQ || type === codec.PUBREC || type === codec.PUBCOMP;
}

/** A ping, or what a client says of messages sent to it. @throws PacketError */
export function receiveAnswer(
  connection: Connection,
  first: number,
  bytes: Buffer,
  start: number,
  end: number,
): void {
  const type = first >> 4;
  if (type === codec.PUBACK) {
    // The packet there are many of: without a reason it is its id alone, in every version.
    const packetId =
      codec.decodePacketId(bytes, start, end) ?? decode(connection, first, bytes, start, end).packetId;
    const known = connection.session?.acknowledge(packetId) === true;
    if (!known) connection.core.metrics.counters['packets.puback.missed']++;
  } else if (type === codec.PINGREQ) {
    if (first !== codec.PINGREQ << 4 || end > start)
      throw new PacketError(REASON.malformedPacket, 'a ping says nothing');
    connection.writer.raw(codec.PINGRESP);
  } else if (type === codec.PUBREC) {
    received(connection, decode(connection, first, bytes, start, end));
  } else if (type === codec.PUBCOMP) {
    const { packetId } = decode(connection, first, bytes, start, end);
    if (connection.session?.acknowledge(packetId) !== true)
      connection.core.metrics.rare['packets.pubcomp.missed']++;
  }
}

function received(connection: Connection, { packetId, code }: { packetId: number; code: number }): void {
  const { session, writer, modern, core } = connection;
  // A client of MQTT 5 may refuse the message, which ends it.
  if (code >= REFUSED) return void session?.acknowledge(packetId);
  const known = session?.receivedBy(packetId) === true;
  if (!known) core.metrics.rare['packets.pubrec.missed']++;
  if (known || modern === null) writer.answer(PUBREL, packetId);
  else writer.answerWith(PUBREL, packetId, REASON.packetIdNotFound);
}

function decode(connection: Connection, first: number, bytes: Buffer, start: number, end: number) {
  if ((first & 0x0f) !== 0) throw new PacketError(REASON.malformedPacket, 'reserved flags are set');
  return decodeAnswer({ first, bytes, start, end }, connection.client?.protocolVersion ?? 4);
}
