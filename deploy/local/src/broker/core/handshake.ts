import { randomUUID } from 'node:crypto';
import { Authorizer } from '../access/authorizer';
import type { Refusal } from '../broker-metrics';
import { type ConnectPacket } from '../wire/connect-packet';
import { PROPERTY } from '../wire/properties';
import { REASON } from '../wire/reason-code';
import type { BrokerCore, Listener } from './core';
import type { SessionWish } from './session-registry';
import { validTopic } from './topic';

/** A client that was let in. */
export interface Client {
  readonly clientId: string;
  /** The broker has chosen the client id. */
  readonly isNamedByUs: boolean;
  /** A token, of a device: in no listing and no event. */
  readonly username: string;
  readonly peerhost: string;
  readonly port: number;
  readonly listener: string;
  readonly protocolName: string;
  /** 3 (MQTT 3.1), 4 (3.1.1) or 5. */
  readonly protocolVersion: number;
  readonly clean: boolean;
  readonly keepaliveSeconds: number;
  readonly connectedAt: number;
  readonly expireAt: number | null;
}

export type Admission =
  | { readonly client: Client; readonly authorizer: Authorizer; readonly wish: SessionWish }
  /** `code` is one of MQTT 5. */
  | { readonly refused: Refusal; readonly code: number };

const refuse = (refused: Refusal, code: number): Admission => ({ refused, code });

/** Checks a CONNECT and asks who it is; `gone` says that the socket has closed meanwhile. */
export async function admit(
  packet: ConnectPacket,
  peer: { readonly host: string; readonly port: number },
  listener: Listener,
  core: BrokerCore,
  gone: () => boolean,
): Promise<Admission> {
  const { level, clean } = packet;
  // Neither MQTT 3.1 nor a session that is to last does without a name.
  const mustBeNamed = level === 3 || !clean;
  if (packet.clientId === '' && mustBeNamed) return refuse('client_id', REASON.clientIdNotValid);
  const clientId = packet.clientId === '' ? `auto-${randomUUID()}` : packet.clientId;
  if (clientId.length > listener.zone.maxClientIdLength || !mayUse(clientId, listener, core))
    return refuse('client_id', REASON.clientIdNotValid);
  const wrongWill = checkWill(packet, listener);
  if (wrongWill !== null) return refuse('will', wrongWill);
  if (packet.properties.text(PROPERTY.authenticationMethod) !== undefined)
    return refuse('not_authorized', REASON.badAuthenticationMethod);
  // Every client library takes this for "later"; the hook is spared a question that it would be asked again.
  if (!core.gate.admits(listener.trusted)) return refuse('not_admitted', REASON.serverUnavailable);
  const identity = { clientId, username: packet.username, peerhost: peer.host };
  const answer = await listener.authenticate(identity, packet.password, gone);
  if (answer.result !== 'accepted') {
    return answer.result === 'refused'
      ? refuse('not_authorized', REASON.notAuthorized)
      : refuse('unavailable', REASON.serverUnavailable);
  }
  if (!mayUse(clientId, listener, core)) return refuse('client_id', REASON.clientIdNotValid);
  const { superuser, acl, expireAt } = answer;
  return {
    wish: { clean, expirySeconds: sessionExpiry(packet, listener) },
    authorizer: new Authorizer(identity, superuser, listener.trusted, acl, core.hook, core.metrics),
    client: {
      clientId,
      isNamedByUs: packet.clientId === '',
      username: identity.username,
      peerhost: peer.host,
      port: peer.port,
      listener: listener.name,
      protocolName: packet.protocolName,
      protocolVersion: level,
      clean,
      keepaliveSeconds: packet.keepaliveSeconds,
      connectedAt: Date.now(),
      expireAt,
    },
  };
}

/** What the broker cannot do with a will, as a reason code; who may publish it is decided when it is sent. */
function checkWill({ will }: ConnectPacket, listener: Listener): number | null {
  if (!will) return null;
  if (!validTopic(will.topic)) return REASON.topicNameInvalid;
  if (will.qos > listener.zone.maxQos) return REASON.qosNotSupported;
  return will.retain ? REASON.retainNotSupported : null;
}

function sessionExpiry({ level, clean, properties }: ConnectPacket, { zone }: Listener): number {
  if (level !== 5) return clean ? 0 : zone.sessionExpirySeconds;
  return Math.min(properties.number(PROPERTY.sessionExpiry) ?? 0, zone.sessionExpirySeconds);
}

/** A device must not push one of the platform's services off its session by taking its client id. */
function mayUse(clientId: string, listener: Listener, core: BrokerCore): boolean {
  const holder = core.registry.get(clientId);
  return listener.trusted || !holder || holder.zone === listener.zone;
}
