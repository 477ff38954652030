import { generate, type IConnackPacket } from 'mqtt-packet';
import type { Authorizer } from '../access/authorizer';
import { type ConnectPacket, decodeConnect, type WillPacket } from '../wire/connect-packet';
import { PROPERTY } from '../wire/properties';
import { connackReturnCode, PacketError, REASON } from '../wire/reason-code';
import type { Connection } from './connection';
import type { Frame } from './frame-reader';
import { admit, type Client } from './handshake';
import { ModernClient } from './modern-client';
import { RateLimiter } from './rate-limiter';
import type { Session } from './session';

type Properties = NonNullable<IConnackPacket['properties']>;

/** What a connection has from its CONNECT on. */
export interface Entered {
  readonly client: Client;
  readonly authorizer: Authorizer;
  readonly session: Session<Connection>;
  /** Null for a client of MQTT 3.1 or 3.1.1. */
  readonly modern: ModernClient | null;
  readonly will: WillPacket | null;
  readonly window: number;
  readonly limiter: RateLimiter | null;
}

/** The first packet: lets the client in, or says why not and closes. */
export async function receiveConnect(connection: Connection, frame: Frame): Promise<void> {
  const { core, listener, writer } = connection;
  const packet = decode(connection, frame);
  if (!packet) return;
  const admission = await admit(packet, connection.peer, listener, core, () => connection.closedBy !== null);
  if (connection.closedBy) return;
  if ('refused' in admission) {
    core.metrics.refuse(admission.refused);
    writer.raw(connack(packet.level, admission.code, false));
    return connection.close('not_authorized');
  }
  const { client, authorizer, wish } = admission;
  const { session, present } = core.registry.open(client, wish, listener.zone);
  const modern =
    client.protocolVersion === 5 ? new ModernClient(packet.properties, listener.zone.maxTopicAlias) : null;
  writer.raw(
    modern
      ? connack(5, REASON.success, present, capabilities(connection, client, session, packet))
      : // MQTT 3.1 has no such flag.
        connack(client.protocolVersion, REASON.success, present && client.protocolVersion === 4),
  );
  connection.enter({
    client,
    authorizer,
    session,
    modern,
    will: packet.will,
    window: Math.min(
      listener.zone.maxInflight,
      packet.properties.number(PROPERTY.receiveMaximum) ?? Infinity,
    ),
    limiter: RateLimiter.forZone(listener.zone),
  });
}

/** Null when the packet is none; the connection is closed then. */
function decode(connection: Connection, frame: Frame): ConnectPacket | null {
  try {
    return decodeConnect(frame);
  } catch (error) {
    if (!(error instanceof PacketError)) throw error;
    if (error.code === REASON.unsupportedProtocolVersion) {
      connection.core.metrics.refuse('protocol_version');
      connection.writer.raw(connack(4, error.code, false));
      connection.close('not_authorized');
    } else {
      connection.closeFor(error);
    }
    return null;
  }
}

function connack(level: number, code: number, sessionPresent: boolean, properties?: Properties): Buffer {
  return level === 5
    ? generate({ cmd: 'connack', reasonCode: code, sessionPresent, properties }, { protocolVersion: 5 })
    : generate({ cmd: 'connack', returnCode: connackReturnCode(code), sessionPresent });
}

/** What this broker does and does not do for the client, as EMQX says it (MQTT 5, 3.2.2.3). */
function capabilities(
  { listener: { zone } }: Connection,
  client: Client,
  session: Session,
  packet: ConnectPacket,
): Properties {
  const wantedExpiry = packet.properties.number(PROPERTY.sessionExpiry) ?? 0;
  return {
    receiveMaximum: zone.maxInflight,
    ...(zone.maxQos < 2 && { maximumQoS: zone.maxQos }),
    retainAvailable: false,
    maximumPacketSize: zone.maxPacketBytes,
    topicAliasMaximum: zone.maxTopicAlias,
    wildcardSubscriptionAvailable: true,
    subscriptionIdentifiersAvailable: true,
    sharedSubscriptionAvailable: true,
    ...(client.isNamedByUs && { assignedClientIdentifier: client.clientId }),
    ...(session.expirySeconds < wantedExpiry && { sessionExpiryInterval: session.expirySeconds }),
  };
}
