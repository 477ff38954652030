import type { Client } from './core/handshake';
import type { Router } from './core/router';
import type { SubscriptionOptions } from './wire/subscribe-packet';

/** Options of a subscription as EMQX writes them. */
export function subscriptionView(options: SubscriptionOptions): Record<string, number> {
  const { qos, noLocal, retainAsPublished, retainHandling } = options;
  return { qos, nl: Number(noLocal), rap: Number(retainAsPublished), rh: retainHandling };
}

/**
 * Tells the platform's services who comes and goes, on `$SYS/brokers/<node>/clients/<client id>/<event>`, JSON as EMQX
 * writes it. The user name, which is the Unit's token, is only in the event that a client went: it tells whose it was.
 */
export class SessionEvents {
  constructor(
    private readonly node: string,
    private readonly router: Router,
  ) {}

  connected(client: Client): void {
    this.tell(client, 'connected', {
      connected_at: client.connectedAt,
      keepalive: client.keepaliveSeconds,
      clean_start: client.clean,
      connack: 0,
    });
  }

  disconnected(client: Client, reason: string): void {
    this.tell(client, 'disconnected', {
      username: client.username,
      connected_at: client.connectedAt,
      disconnected_at: Date.now(),
      reason,
    });
  }

  /** `topic` as the client wrote it, `$share/...` included. */
  subscribed(client: Client, topic: string, options: SubscriptionOptions, isNew: boolean): void {
    this.tell(client, 'subscribed', { topic, subopts: { ...subscriptionView(options), is_new: isNew } });
  }

  unsubscribed(client: Client, topic: string): void {
    this.tell(client, 'unsubscribed', { topic });
  }

  private tell(client: Client, event: string, details: Record<string, unknown>): void {
    // A client id may hold what a topic may not; the exact one is in the body.
    const level = client.clientId.replace(/[+#\0\uFFFD]/g, encodeURIComponent);
    const route = this.router.route(`$SYS/brokers/${this.node}/clients/${level}/${event}`);
    if (!route || route.subscribers.length === 0) return;
    const body = {
      clientid: client.clientId,
      ts: Date.now(),
      ipaddress: client.peerhost,
      peerhost: client.peerhost,
      listener: client.listener,
      proto_name: client.protocolName,
      proto_ver: client.protocolVersion,
      ...details,
    };
    this.router.publish(route, Buffer.from(JSON.stringify(body)), 0);
  }
}
