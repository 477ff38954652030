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
    'messages.dropped.topic_levels': 0,
    'delivery.dropped': 0,
    'delivery.dropped.queue_full': 0,
    'delivery.dropped.qos0_msg': 0,
    'delivery.dropped.session_ended': 0,
  };

  /** Drops per session since the last report, so that a loss names its client once a second, not once a message. */
  private readonly lately = new Map<string, number>();

  /** A message that a session will never get. */
  dropDelivery(reason: 'queue_full' | 'qos0_msg' | 'session_ended', clientId: string, count: number): void {
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
}
