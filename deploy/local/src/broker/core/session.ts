import type { BrokerMetrics } from '../broker-metrics';
import type { Zone } from '../options';
import type { Message } from './message';
import { MessageQueue } from './message-queue';
import type { Router } from './router';
import type { ParsedFilter } from './topic';

/** The connection of a session that is online. */
export interface Outlet {
  /** Its socket does not keep up; messages wait in the session. */
  readonly blocked: boolean;
  sendPublish(message: Message, qos: number, packetId: number, dup: boolean): void;
}

interface HeldSubscription {
  readonly parsed: ParsedFilter;
  readonly qos: number;
  readonly cancel: () => void;
}

const MAX_PACKET_ID = 65_535;

/** What the broker remembers of a client: its subscriptions, what is under way to it and what waits for it. */
export class Session<O extends Outlet = Outlet> {
  readonly createdAt = Date.now();
  disconnectedAt = 0;
  dropped = 0;
  sent = 0;
  received = 0;
  outlet: O | null = null;
  /** Of the last connection: who may be asked for by it. A device's is its token. */
  username = '';
  /** Incoming QoS 2 packet ids between PUBLISH and PUBREL. */
  readonly awaitingRelease = new Set<number>();
  readonly subscriptions = new Map<string, HeldSubscription>();
  private readonly queue: MessageQueue;
  /** In the order sent, which is the order of redelivery. */
  private readonly inflight = new Map<number, Message>();
  /** Ids under way when the client came back, in order, that are still to be sent again. */
  private redelivery: number[] = [];
  private lastPacketId = 0;

  constructor(
    readonly clientId: string,
    readonly clean: boolean,
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
    return this.inflight.size;
  }

  /** Returns whether the subscription is new. */
  subscribe(parsed: ParsedFilter, qos: number): boolean {
    const held = this.subscriptions.get(parsed.raw);
    held?.cancel();
    this.subscriptions.set(parsed.raw, { parsed, qos, cancel: this.router.subscribe(this, parsed, qos) });
    return held === undefined;
  }

  unsubscribe(raw: string): boolean {
    const held = this.subscriptions.get(raw);
    held?.cancel();
    return this.subscriptions.delete(raw);
  }

  /** Sends at once when nothing is in the way, else keeps the message behind what already waits. */
  deliver(message: Message, subscribedQos: number): void {
    const qos = this.zone.upgradeQos
      ? Math.max(message.qos, subscribedQos)
      : Math.min(message.qos, subscribedQos);
    // QoS 2 is taken from publishers but never sent.
    const granted = qos > 0 ? 1 : 0;
    const { outlet } = this;
    if (outlet === null && granted === 0 && !this.zone.storeQos0) return this.drop('qos0_msg', 1);
    if (outlet !== null && this.queue.size === 0 && this.mayGo(outlet, granted))
      this.send(outlet, message, granted);
    else {
      const dropped = this.queue.push(message, granted);
      if (dropped > 0) this.drop('queue_full', dropped);
    }
  }

  /** The client has it; makes room for what waits. Unknown ids are late answers to an earlier life. */
  acknowledge(packetId: number): boolean {
    const known = this.inflight.delete(packetId);
    if (this.queue.size > 0) this.pump();
    return known;
  }

  /** The client is here: first what it had not acknowledged, with DUP and the same ids, then what waited. */
  resume(outlet: O): void {
    this.outlet = outlet;
    this.redelivery = [...this.inflight.keys()];
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
      if (message) this.send(outlet, message, qos);
    }
  }

  /** Ends the session for good. What it held is lost, and counted; a shared group does not get it back. */
  end(): void {
    for (const raw of [...this.subscriptions.keys()]) this.unsubscribe(raw);
    const lost = this.queue.size + this.inflight.size;
    if (lost > 0 && !this.clean) this.drop('session_ended', lost);
    this.outlet = null;
  }

  private redeliver(outlet: O): void {
    let done = 0;
    for (; done < this.redelivery.length && !outlet.blocked; done++) {
      const packetId = this.redelivery[done] ?? 0;
      const message = this.inflight.get(packetId);
      if (!message) continue;
      this.metrics.counters['messages.redelivered']++;
      outlet.sendPublish(message, 1, packetId, true);
    }
    this.redelivery = this.redelivery.slice(done);
  }

  private mayGo(outlet: O, qos: number): boolean {
    return !outlet.blocked && (qos === 0 || this.inflight.size < this.zone.maxInflight);
  }

  private send(outlet: O, message: Message, qos: number): void {
    this.sent++;
    this.metrics.counters['messages.sent']++;
    if (qos === 0) return outlet.sendPublish(message, 0, 0, false);
    const packetId = this.nextPacketId();
    this.inflight.set(packetId, message);
    outlet.sendPublish(message, 1, packetId, false);
  }

  private nextPacketId(): number {
    do this.lastPacketId = (this.lastPacketId % MAX_PACKET_ID) + 1;
    while (this.inflight.has(this.lastPacketId));
    return this.lastPacketId;
  }

  private drop(reason: 'queue_full' | 'qos0_msg' | 'session_ended', count: number): void {
    this.dropped += count;
    this.metrics.dropDelivery(reason, this.clientId, count);
  }
}
