import { decodeAnswer } from '../wire/farewell-packet';
import { PacketError, REASON } from '../wire/reason-code';
import type { Connection } from './connection';
import type { Frame } from './frame-reader';
import type { Session } from './session';

const PUBREC = 0x50;
const PUBCOMP = 0x70;
/** A PUBREL that has not come by then never will (docs/protocol/device.md 1.4, `await_rel_timeout`). */
const AWAIT_RELEASE_MS = 300_000;

/** Notes a QoS 2 message that has come. False: it is a repetition, or one too many; the client has its answer. */
export function admitAwaiting(connection: Connection, session: Session, packetId: number): boolean {
  const { awaitingRelease } = session;
  const { rare } = connection.core.metrics;
  if (awaitingRelease.has(packetId)) {
    rare['packets.publish.inuse']++;
    if (connection.modern === null) connection.writer.answer(PUBREC, packetId);
    else connection.writer.answerWith(PUBREC, packetId, REASON.packetIdInUse);
    return false;
  }
  const now = Date.now();
  if (awaitingRelease.size >= connection.listener.zone.maxAwaitingRelease) {
    for (const [id, at] of awaitingRelease) if (now - at > AWAIT_RELEASE_MS) awaitingRelease.delete(id);
    if (awaitingRelease.size >= connection.listener.zone.maxAwaitingRelease) {
      connection.close('receive_maximum_exceeded');
      return false;
    }
  }
  awaitingRelease.set(packetId, now);
  return true;
}

/** PUBREL, the second half of QoS 2: the packet id may carry a new message from now on. @throws PacketError */
export function receiveRelease(connection: Connection, frame: Frame): void {
  if ((frame.first & 0x0f) !== 2) throw new PacketError(REASON.malformedPacket, 'reserved flags are wrong');
  const { packetId } = decodeAnswer(frame, connection.client?.protocolVersion ?? 4);
  const known = connection.session?.awaitingRelease.delete(packetId) === true;
  if (!known) connection.core.metrics.rare['packets.pubrel.missed']++;
  if (known || connection.modern === null) connection.writer.answer(PUBCOMP, packetId);
  else connection.writer.answerWith(PUBCOMP, packetId, REASON.packetIdNotFound);
}
