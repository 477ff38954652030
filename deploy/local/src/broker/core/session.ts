import type { BrokerMetrics, DeliveryDrop } from '../broker-metrics';
import type { Zone } from '../options';
import type { SubscriptionOptions } from '../wire/subscribe-packet';
import type { Message } from './message';
import { MessageQueue } from './message-queue';
import type { Router } from './router';
import type { ParsedFilter } from './topic';
import { UnderWay } from './under-way';

/** The connection of a session that is online. */
export interface Outlet {
  /** Its socket does not keep up; messages wait in the session. */
  readonly blocked: boolean;
  /** Unacknowledged messages that its client takes, at most what the zone allows. */
  readonly window: number;
  /** False when the client takes no packet of this size; nothing was sent then. */
  sendPublish(message: Message, qos: number, packetId: number, dup: boolean): boolean;
  sendRelease(packetId: number): void;
}

interface HeldSubscription {
  readonly parsed: ParsedFilter;
  readonly options: SubscriptionOptions;
  readonly cancel: () => void;
}

/** What the broker remembers of a client: its subscriptions, what is under way to it and what waits for it. */
export class Session<O extends Outlet = Outlet> {
  readonly createdAt = Date.now();
  disconnectedAt = 0;
  dropped = 0;
  sent = 0;
  received = 0;
  /** Subscriptions that do not want what this client publishes itself. */
  noLocal = 0;
  outlet: O | null = null;
  /** Incoming QoS 2 packet ids between PUBLISH and PUBREL, and when they came. */
  readonly awaitingRelease = new Map<number, number>();
  readonly subscriptions = new Map<string, HeldSubscription>();
  /** A will that waits whether its client comes back (MQTT 5, 3.1.3.2.2). */
  delayedWill: { readonly at: number; readonly publish: () => void } | null = null;
  private readonly queue: MessageQueue;
  private readonly underWayMessages = new UnderWay();
  /** Ids under way when the client came back, in order, that are still to be sent again. */
  private redelivery: number[] = [];

  constructor(
    readonly clientId: string,
    /** Whose it is; a device's is its token. */
    readonly username: string,
    /** How long it stays after its connection; 0: it ends with it. */
    public expirySeconds: number,
    readonly zone: Zone,
    private readonly router: Router,
    private readonly metrics: BrokerMetrics,
  ) {
    this.queue = new MessageQueue(zone.maxQueueMessages, zone.maxQueueBytes);
  }

  get queued(): number {
    return this.queue.size;
  }

  get underWay(): number {
    return this.underWayMessages.size;
  }

  /** Returns whether the subscription is new. */
  subscribe(parsed: ParsedFilter, options: SubscriptionOptions): boolean {
    const held = this.subscriptions.get(parsed.raw);
    // A member that joins its group again keeps its place, and with it its topics.
    if (held && parsed.group === null) held.cancel();
    if (held?.options.noLocal) this.noLocal--;
    const cancel = this.router.subscribe(this, parsed, options);
    this.subscriptions.set(parsed.raw, { parsed, options, cancel });
    if (options.noLocal) this.noLocal++;
    return held === undefined;
  }

  unsubscribe(raw: string): boolean {
    const held = this.subscriptions.get(raw);
    if (!held) return false;
    held.cancel();
    if (held.options.noLocal) this.noLocal--;
    return this.subscriptions.delete(raw);
  }

  /** Sends at once when nothing is in the way, else keeps the message behind what already waits. */
  deliver(message: Message, subscribedQos: number): void {
    const qos = this.zone.upgradeQos
      ? Math.max(message.qos, subscribedQos)
      : Math.min(message.qos, subscribedQos);
    const { outlet } = this;
    if (outlet === null && qos === 0 && !this.zone.storeQos0) return this.drop('qos0_msg', 1);
    if (outlet !== null && this.queue.size === 0 && this.mayGo(outlet, qos)) this.send(outlet, message, qos);
    else {
      const dropped = this.queue.push(message, qos);
      if (dropped > 0) this.drop('queue_full', dropped);
    }
  }

  /** The client has it; makes room for what waits. Unknown ids are late answers to an earlier life. */
  acknowledge(packetId: number): boolean {
    const known = this.underWayMessages.delete(packetId);
    if (this.queue.size > 0) this.pump();
    return known;
  }

  /** PUBREC: the client has it and waits to be told that we know. False: the id is unknown. */
  receivedBy(packetId: number): boolean {
    return this.underWayMessages.release(packetId);
  }

  /** The client is here: first what it had not acknowledged, with DUP and the same ids, then what waited. */
  resume(outlet: O): void {
    this.outlet = outlet;
    this.delayedWill = null;
    this.redelivery = this.underWayMessages.ids();
    this.pump();
  }

  suspend(): void {
    this.outlet = null;
    this.redelivery = [];
    this.disconnectedAt = Date.now();
  }

  /** Sends what waits as long as window and socket have room. */
  pump(): void {
    const { outlet } = this;
    if (outlet !== null && this.redelivery.length > 0) this.redeliver(outlet);
    if (this.redelivery.length > 0) return;
    while (outlet !== null && this.queue.size > 0 && this.mayGo(outlet, this.queue.peekQos())) {
      const qos = this.queue.peekQos();
      const message = this.queue.shift();
      if (!message) continue;
      if (message.extra !== null && message.expired(Date.now())) this.drop('expired', 1);
      else this.send(outlet, message, qos);
    }
  }

  /** Ends the session for good. What it held is lost, and counted; a shared group does not get it back. */
  end(): void {
    for (const raw of [...this.subscriptions.keys()]) this.unsubscribe(raw);
    const lost = this.queue.size + this.underWayMessages.size;
    if (lost > 0 && this.expirySeconds > 0) this.drop('session_ended', lost);
    this.outlet = null;
    const will = this.delayedWill;
    this.delayedWill = null;
    will?.publish();
  }

  private redeliver(outlet: O): void {
    let done = 0;
    for (; done < this.redelivery.length && !outlet.blocked; done++) {
      const packetId = this.redelivery[done] ?? 0;
      if (this.underWayMessages.isReleased(packetId)) {
        outlet.sendRelease(packetId);
        continue;
      }
      const message = this.underWayMessages.get(packetId);
      if (!message) continue;
      this.metrics.counters['messages.redelivered']++;
      const qos = this.underWayMessages.qos(packetId);
      if (!outlet.sendPublish(message, qos, packetId, true)) this.giveUp(packetId);
    }
    this.redelivery = this.redelivery.slice(done);
  }

  private mayGo(outlet: O, qos: number): boolean {
    return !outlet.blocked && (qos === 0 || this.underWayMessages.size < outlet.window);
  }

  private send(outlet: O, message: Message, qos: number): void {
    this.sent++;
    this.metrics.counters['messages.sent']++;
    if (qos === 0) {
      if (!outlet.sendPublish(message, 0, 0, false)) this.giveUp(0);
      return;
    }
    const packetId = this.underWayMessages.add(message, qos);
    if (!outlet.sendPublish(message, qos, packetId, false)) this.giveUp(packetId);
  }

  /** The client takes no such packet, now or later. */
  private giveUp(packetId: number): void {
    this.underWayMessages.delete(packetId);
    this.drop('too_large', 1);
  }

  private drop(reason: DeliveryDrop, count: number): void {
    this.dropped += count;
    this.metrics.dropDelivery(reason, this.clientId, count);
  }
}
