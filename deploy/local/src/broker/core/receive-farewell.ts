import { decodeFarewell } from '../wire/farewell-packet';
import { PacketError, REASON } from '../wire/reason-code';
import type { Connection } from './connection';
import type { Frame } from './frame-reader';

/** A DISCONNECT, which may give the session another life (MQTT 5, 3.14.2.2.2). @throws PacketError */
export function receiveFarewell(connection: Connection, frame: Frame): void {
  const { session, client, listener } = connection;
  const expirySeconds = decodeFarewell(frame, client?.protocolVersion ?? 4);
  if (session && expirySeconds !== undefined) {
    if (session.expirySeconds === 0 && expirySeconds > 0)
      throw new PacketError(REASON.protocolError, 'the session ends with its connection');
    session.expirySeconds = Math.min(expirySeconds, listener.zone.sessionExpirySeconds);
  }
  connection.close('normal');
}
