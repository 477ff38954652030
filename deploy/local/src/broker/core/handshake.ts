import { randomUUID } from 'node:crypto';
import type { IConnectPacket } from 'mqtt-packet';
import { Authorizer } from '../access/authorizer';
import type { BrokerCore, Listener } from './core';

/** A client that was let in. */
export interface Client {
  readonly clientId: string;
  /** A token, of a device: in no listing and no event. */
  readonly username: string;
  readonly peerhost: string;
  readonly port: number;
  readonly listener: string;
  readonly protocolName: string;
  readonly protocolVersion: number;
  readonly clean: boolean;
  readonly keepaliveSeconds: number;
  readonly connectedAt: number;
  readonly expireAt: number | null;
}

export type Admission =
  | { readonly client: Client; readonly authorizer: Authorizer }
  /** CONNACK return codes of MQTT 3.1.1, 3.2.2.3. */
  | { readonly refused: 1 | 2 | 3 | 5 };

/** Checks a CONNECT and asks who it is; `gone` says that the socket has closed meanwhile. */
export async function admit(
  packet: IConnectPacket,
  peer: { readonly host: string; readonly port: number },
  listener: Listener,
  core: BrokerCore,
  gone: () => boolean,
): Promise<Admission> {
  const { protocolVersion = 4, clean = true, keepalive = 0 } = packet;
  // MQTT 5 clients step down when told so.
  if (protocolVersion !== 3 && protocolVersion !== 4) return { refused: 1 };
  if (packet.clientId === '' && !clean) return { refused: 2 };
  const clientId = packet.clientId === '' ? `auto-${randomUUID()}` : packet.clientId;
  if (clientId.length > core.options.maxClientIdLength || !mayUse(clientId, listener, core))
    return { refused: 2 };
  // Every client library takes this for "later"; the hook is spared a question that it would be asked again.
  if (!core.gate.admits(listener.trusted)) return { refused: 3 };
  const identity = { clientId, username: packet.username ?? '', peerhost: peer.host };
  const answer = await listener.authenticate(identity, packet.password?.toString('utf8') ?? '', gone);
  if (answer.result !== 'accepted') return { refused: answer.result === 'refused' ? 5 : 3 };
  if (!mayUse(clientId, listener, core)) return { refused: 2 };
  const { superuser, acl, expireAt } = answer;
  return {
    authorizer: new Authorizer(identity, superuser, listener.trusted, acl, core.hook, core.metrics),
    client: {
      clientId,
      username: identity.username,
      peerhost: peer.host,
      port: peer.port,
      listener: listener.name,
      protocolName: packet.protocolId ?? 'MQTT',
      protocolVersion,
      clean,
      keepaliveSeconds: keepalive,
      connectedAt: Date.now(),
      expireAt,
    },
  };
}

/** A device must not push one of the platform's services off its session by taking its client id. */
function mayUse(clientId: string, listener: Listener, core: BrokerCore): boolean {
  const holder = core.registry.get(clientId);
  return listener.trusted || !holder || holder.zone === listener.zone;
}
