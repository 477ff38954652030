import { REASON } from '../wire/reason-code';

/** Why a connection ended, with what an MQTT 5 client is told of it (null: nothing); goes into its `disconnected` event. */
const TOLD = {
  normal: null,
  tcp_closed: null,
  connect_timeout: null,
  keepalive_timeout: REASON.keepAliveTimeout,
  auth_expired: REASON.notAuthorized,
  kicked: REASON.administrativeAction,
  takenover: REASON.sessionTakenOver,
  discarded: REASON.sessionTakenOver,
  /** CONNECT was refused; the CONNACK said so. */
  not_authorized: null,
  malformed_packet: REASON.malformedPacket,
  protocol_error: REASON.protocolError,
  packet_too_large: REASON.packetTooLarge,
  topic_name_invalid: REASON.topicNameInvalid,
  topic_filter_invalid: REASON.topicFilterInvalid,
  topic_alias_invalid: REASON.topicAliasInvalid,
  qos_not_supported: REASON.qosNotSupported,
  retain_not_supported: REASON.retainNotSupported,
  receive_maximum_exceeded: REASON.receiveMaximumExceeded,
  slow_consumer: REASON.quotaExceeded,
  internal_error: REASON.unspecified,
  shutdown: REASON.serverShuttingDown,
} as const;

export type CloseReason = keyof typeof TOLD;

export const CLOSE_REASONS = Object.keys(TOLD) as readonly CloseReason[];

/** Reason code for the DISCONNECT of an MQTT 5 client, or null when it gets none. */
export function toldOnClose(reason: CloseReason): number | null {
  return TOLD[reason];
}

const BY_CODE = new Map<number, CloseReason>([
  [REASON.malformedPacket, 'malformed_packet'],
  [REASON.topicNameInvalid, 'topic_name_invalid'],
  [REASON.topicFilterInvalid, 'topic_filter_invalid'],
  [REASON.topicAliasInvalid, 'topic_alias_invalid'],
]);

/** The reason for a packet that was refused with a code. */
export function closeReasonOf(code: number): CloseReason {
  return BY_CODE.get(code) ?? 'protocol_error';
}

/** Reasons after which what the client has sent still counts. */
export const GRACEFUL: ReadonlySet<CloseReason> = new Set(['normal', 'tcp_closed', 'keepalive_timeout']);
