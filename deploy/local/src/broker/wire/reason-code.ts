/** Reason codes of MQTT 5 (2.4) that this broker gives, with EMQX's choice where the standard leaves one. */
export const REASON = {
  success: 0x00,
  noMatchingSubscribers: 0x10,
  noSubscriptionExisted: 0x11,
  unspecified: 0x80,
  malformedPacket: 0x81,
  protocolError: 0x82,
  unsupportedProtocolVersion: 0x84,
  clientIdNotValid: 0x85,
  notAuthorized: 0x87,
  serverUnavailable: 0x88,
  serverShuttingDown: 0x8b,
  badAuthenticationMethod: 0x8c,
  keepAliveTimeout: 0x8d,
  sessionTakenOver: 0x8e,
  topicFilterInvalid: 0x8f,
  topicNameInvalid: 0x90,
  packetIdInUse: 0x91,
  packetIdNotFound: 0x92,
  receiveMaximumExceeded: 0x93,
  topicAliasInvalid: 0x94,
  packetTooLarge: 0x95,
  quotaExceeded: 0x97,
  administrativeAction: 0x98,
  retainNotSupported: 0x9a,
  qosNotSupported: 0x9b,
} as const;

/** What a packet was refused for; the connection that sent it is closed with the code. */
export class PacketError extends Error {
  override name = 'PacketError';

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** CONNACK codes of MQTT 3.1 and 3.1.1 (3.2.2.3) for those of MQTT 5; what has no counterpart is "unavailable". */
export function connackReturnCode(code: number): number {
  if (code === REASON.success) return 0;
  if (code === REASON.unsupportedProtocolVersion) return 1;
  if (code === REASON.clientIdNotValid) return 2;
  if (code === REASON.notAuthorized || code === REASON.badAuthenticationMethod) return 5;
  return 3;
}
