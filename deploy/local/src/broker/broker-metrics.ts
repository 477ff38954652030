import { CLOSE_REASONS, type CloseReason } from './core/close-reason';

/** Why a message never reaches a session. */
export type DeliveryDrop = 'queue_full' | 'qos0_msg' | 'session_ended' | 'expired' | 'too_large';

/** Why a connection ends before or at its CONNECT. */
export type Refusal =
  | 'full'
  | 'rate'
  | 'tls_failed'
  | 'not_websocket'
  | 'protocol_version'
  | 'client_id'
  | 'will'
  | 'not_authorized'
  | 'unavailable'
  | 'not_admitted';

/** Counters since the start, under EMQX's names where it has one. */
export class BrokerMetrics {
  readonly counters = {
    'client.connected': 0,
    'client.disconnected': 0,
    'client.refused': 0,
    'client.auth.unavailable': 0,
    'authorization.allow': 0,
    'authorization.deny': 0,
    'authorization.requests': 0,
    'authorization.unavailable': 0,
    'packets.puback.missed': 0,
    'messages.received': 0,
    'messages.sent': 0,
    'messages.redelivered': 0,
    'messages.dropped.no_subscribers': 0,
    'messages.dropped.not_authorized': 0,
    'messages.dropped.withheld': 0,
    'delivery.dropped': 0,
    'delivery.dropped.queue_full': 0,
    'delivery.dropped.qos0_msg': 0,
    'delivery.dropped.session_ended': 0,
    'delivery.dropped.expired': 0,
    'delivery.dropped.too_large': 0,
  };

  /** What happens rarely, kept apart so that the counters of each message stay close together. */
  readonly rare = {
    'connection.delayed.rate': 0,
    'client.refused.full': 0,
    'client.refused.rate': 0,
    'client.refused.tls_failed': 0,
    'client.refused.not_websocket': 0,
    'client.refused.protocol_version': 0,
    'client.refused.client_id': 0,
    'client.refused.will': 0,
    'client.refused.not_authorized': 0,
    'client.refused.unavailable': 0,
    'client.refused.not_admitted': 0,
    'client.subscribe.refused': 0,
    'client.paused.rate': 0,
    'client.paused.unread': 0,
    'client.paused.withheld': 0,
    'packets.pubrec.missed': 0,
    'packets.pubrel.missed': 0,
    'packets.pubcomp.missed': 0,
    'packets.publish.inuse': 0,
    'session.discarded.full': 0,
  };

  /** Ended connections by reason, those that never sent a CONNECT included. */
  readonly closed = Object.fromEntries(CLOSE_REASONS.map((reason) => [reason, 0])) as Record<
    CloseReason,
    number
  >;

  /** Drops per session since the last report, so that a loss names its client once a second, not once a message. */
  private readonly lately = new Map<string, number>();

  refuse(reason: Refusal): void {
    this.counters['client.refused']++;
    this.rare[`client.refused.${reason}`]++;
  }

  /** A message that a session will never get. */
  dropDelivery(reason: DeliveryDrop, clientId: string, count: number): void {
    this.counters['delivery.dropped'] += count;
    this.counters[`delivery.dropped.${reason}`] += count;
    this.lately.set(clientId, (this.lately.get(clientId) ?? 0) + count);
  }

  takeDrops(): ReadonlyMap<string, number> | null {
    if (this.lately.size === 0) return null;
    const taken = new Map(this.lately);
    this.lately.clear();
    return taken;
  }

  /** Every counter by name. */
  all(): Record<string, number> {
    const closed = Object.entries(this.closed).map(([reason, count]) => [
      `connection.closed.${reason}`,
      count,
    ]);
    return { ...this.counters, ...this.rare, ...(Object.fromEntries(closed) as Record<string, number>) };
  }
}
