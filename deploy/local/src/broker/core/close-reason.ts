/** Why a connection ended; goes into its `disconnected` event. */
export type CloseReason =
  | 'normal'
  | 'tcp_closed'
  | 'keepalive_timeout'
  | 'connect_timeout'
  | 'auth_expired'
  | 'kicked'
  | 'takenover'
  | 'discarded'
  | 'not_authorized'
  | 'protocol_error'
  | 'packet_too_large'
  | 'slow_consumer'
  | 'shutdown';

/** Reasons after which what the client has sent still counts. */
export const GRACEFUL: ReadonlySet<CloseReason> = new Set(['normal', 'tcp_closed', 'keepalive_timeout']);
