import type { Frame } from '../core/frame-reader';
import { ByteCursor } from './byte-cursor';
import { ALLOWED, Properties, PROPERTY } from './properties';
import { PacketError, REASON } from './reason-code';

/**
 * A client's DISCONNECT: the new life of its session in seconds, or undefined when it says nothing of that.
 *
 * @throws PacketError
 */
export function decodeFarewell(frame: Frame, level: number): number | undefined {
  if ((frame.first & 0x0f) !== 0) throw new PacketError(REASON.malformedPacket, 'reserved flags are set');
  const cursor = new ByteCursor(frame.bytes, frame.start, frame.end);
  if (level === 5 && cursor.left > 0) cursor.byte();
  const hasProperties = level === 5 && cursor.left > 0;
  const properties = hasProperties ? Properties.read(cursor, ALLOWED.disconnect) : Properties.none;
  cursor.finish();
  return properties.number(PROPERTY.sessionExpiry);
}

/** Packet id and reason of a PUBACK, PUBREC, PUBREL or PUBCOMP; an absent reason is success. @throws PacketError */
export function decodeAnswer(frame: Frame, level: number): { packetId: number; code: number } {
  const cursor = new ByteCursor(frame.bytes, frame.start, frame.end);
  const packetId = cursor.packetId();
  const code = level === 5 && cursor.left > 0 ? cursor.byte() : REASON.success;
  if (level === 5 && cursor.left > 0) Properties.read(cursor, ALLOWED.answer);
  cursor.finish();
  return { packetId, code };
}
