import type { Connection } from '../core/connection';
import type { Session } from '../core/session';

const iso = (at: number): string | undefined => (at > 0 ? new Date(at).toISOString() : undefined);

/** A client as EMQX lists it, without its user name, which is the Unit's token. */
export function clientView(session: Session<Connection>, node: string): Record<string, unknown> {
  const client = session.outlet?.client;
  return {
    clientid: session.clientId,
    node,
    connected: session.outlet !== null,
    clean_start: client?.clean,
    is_persistent: session.expirySeconds > 0,
    zone: session.zone.name,
    listener: client?.listener,
    proto_name: client?.protocolName,
    proto_ver: client?.protocolVersion,
    ip_address: client?.peerhost,
    port: client?.port,
    keepalive: client?.keepaliveSeconds,
    connected_at: iso(client?.connectedAt ?? 0),
    disconnected_at: session.outlet ? undefined : iso(session.disconnectedAt),
    created_at: iso(session.createdAt),
    expiry_interval: session.expirySeconds,
    subscriptions_cnt: session.subscriptions.size,
    inflight_cnt: session.underWay,
    inflight_max: session.outlet?.window ?? session.zone.maxInflight,
    awaiting_rel_cnt: session.awaitingRelease.size,
    awaiting_rel_max: session.zone.maxAwaitingRelease,
    mqueue_len: session.queued,
    mqueue_max: session.zone.maxQueueMessages,
    mqueue_dropped: session.dropped,
    recv_msg: session.received,
    send_msg: session.sent,
  };
}
