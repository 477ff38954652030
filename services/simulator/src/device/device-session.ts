import { randomUUID } from 'node:crypto';
import type { MessageKind } from '../report/tally';
import type { DeviceIdentity } from './device-identity';
import type { DeviceLibrary } from './device-library';
import { Link, type LinkListener } from './link';
import { PendingReplies } from './pending-replies';
import {
  connectPacket,
  PINGREQ,
  pubackPacket,
  publishPacket,
  subscribePacket,
  unsubscribePacket,
} from './packets';
import type { SessionListener, SessionWorld } from './session-world';

type Phase = 'off' | 'waiting' | 'connecting' | 'subscribing' | 'live';

const REFUSED = 0x80;
const MAX_PACKET_ID = 0xffff;
/** Part of a pause that is left to chance: devices that failed together shall not come back together. */
const PAUSE_JITTER = 0.25;
const CLOSED = 'closed by the broker';

/** A device's connection: opened, kept alive and opened again as its library does it. Times in ms of one clock. */
export class DeviceSession implements LinkListener {
  private phase: Phase = 'off';
  private link: Link | null = null;
  private failures = 0;
  /** When a waiting device connects. */
  private dueAt = 0;
  private begunAt = 0;
  private heardAt = 0;
  private saidAt = 0;
  private packetId = 0;
  private readonly toSubscribe: string[] = [];
  private readonly subscriptions = new PendingReplies<null>();
  private readonly publishes = new PendingReplies<MessageKind>();

  constructor(
    private readonly world: SessionWorld,
    private readonly library: DeviceLibrary,
    /** Its topics may change while it lives. */
    private readonly identity: () => DeviceIdentity,
    private readonly listener: SessionListener,
  ) {}

  get isLive(): boolean {
    return this.phase === 'live';
  }

  /** Nothing that was sent waits for its acknowledgement. */
  get isSettled(): boolean {
    return this.publishes.size === 0;
  }

  /** Connects now, and again whenever that ends. */
  open(now: number): void {
    this.world.tally.add('connect.attempted');
    this.phase = 'connecting';
    this.begunAt = now;
    this.heardAt = now;
    this.link = new Link(this.world.broker, this);
  }

  openAt(time: number): void {
    this.phase = 'waiting';
    this.dueAt = time;
  }

  /** Ends politely and stays away. */
  close(): void {
    const { link } = this;
    this.forget();
    this.phase = 'off';
    link?.leave();
  }

  /** Loses its network; `open` is up to the caller. */
  cut(): void {
    const { link } = this;
    this.forget();
    this.phase = 'off';
    link?.cut();
  }

  /** To be called often: patience, pings and pauses end here, without a timer for each device. */
  visit(now: number): void {
    if (this.phase === 'waiting') return now >= this.dueAt ? this.open(now) : undefined;
    if (this.phase === 'off') return;
    const { library } = this;
    if (this.phase === 'connecting') {
      if (now - this.begunAt > library.connackPatienceMs) this.fail('no CONNACK in time', now);
      return;
    }
    const patience = now - library.ackPatienceMs;
    if (this.subscriptions.oldest < patience) return this.fail('no SUBACK in time', now);
    if (this.publishes.oldest < patience) return this.fail('no PUBACK in time', now);
    const env = this.identity();
    if (now - this.heardAt > library.silenceMs(env)) return this.fail('silence', now);
    // PINGREQ goes out by the time of what was sent and heard, whichever is older, as paho has it.
    if (
      now - Math.min(this.heardAt, this.saidAt) > library.pingAfterMs(env) &&
      now - this.saidAt > PING_GAP_MS
    )
      this.say(PINGREQ, now);
  }

  /** False: there is no connection, and nothing was sent. */
  publish(kind: MessageKind, topic: string, payload: string, now: number): boolean {
    if (this.phase !== 'live') return false;
    const { qos } = this.library;
    const packetId = qos === 1 ? this.nextPacketId() : 0;
    if (qos === 1) this.publishes.add(packetId, now, kind);
    this.world.tally.add(`sent.${kind}`);
    this.say(publishPacket(topic, payload, qos, packetId), now);
    return true;
  }

  /** Further topics on the living connection. */
  subscribe(topics: readonly string[], now: number): void {
    if (!this.link || (this.phase !== 'live' && this.phase !== 'subscribing')) return;
    this.toSubscribe.push(...topics);
    this.subscribeNext(now);
  }

  unsubscribe(topics: readonly string[], now: number): void {
    if (this.phase !== 'live') return;
    for (const topic of topics) this.say(unsubscribePacket(this.nextPacketId(), topic), now);
  }

  onOpen(): void {
    const { unitUuid, token } = this.identity();
    const { sendsPassword, usesUnitAsClientId } = this.library;
    const clientId = usesUnitAsClientId ? unitUuid : randomUUID();
    const keepaliveS = this.library.keepaliveS(this.identity());
    this.link?.write(connectPacket({ clientId, username: token, sendsPassword, keepaliveS }));
  }

  onConnack(code: number): void {
    const { tally } = this.world;
    const now = performance.now();
    if (this.phase !== 'connecting') return;
    tally.latency('connack').add(now - this.begunAt);
    if (code !== 0) {
      tally.add(`connect.refused.${code}`);
      return this.retry(now);
    }
    tally.add('connect.accepted');
    tally.connected += 1;
    this.heardAt = this.saidAt = now;
    this.phase = 'subscribing';
    const { baseInputs, inputs } = this.identity().topics;
    this.toSubscribe.push(...baseInputs, ...inputs);
    this.subscribeNext(now);
  }

  onSuback(packetId: number, code: number): void {
    const now = (this.heardAt = performance.now());
    const pending = this.subscriptions.take(packetId);
    if (!pending) return;
    const { tally } = this.world;
    tally.latency('suback').add(now - pending.at);
    tally.add(code === REFUSED ? 'subscribe.refused' : 'subscribe.granted');
    if (code === REFUSED && this.library.reconnectsOnRefusal)
      return this.fail('a subscription was refused', now);
    this.subscribeNext(now);
  }

  onPuback(packetId: number): void {
    const now = (this.heardAt = performance.now());
    const pending = this.publishes.take(packetId);
    if (!pending) return;
    this.world.tally.add(`acked.${pending.what}`);
    this.world.tally.latency('puback').add(now - pending.at);
  }

  onPublish(topic: string, payload: Buffer, packetId: number): void {
    const now = (this.heardAt = performance.now());
    if (packetId > 0) this.say(pubackPacket(packetId), now);
    this.listener.onMessage(topic, payload);
  }

  onPingresp(): void {
    this.heardAt = performance.now();
  }

  onClosed(link: Link, reason: string | null): void {
    if (link === this.link) this.fail(reason ?? CLOSED, performance.now());
  }

  private subscribeNext(now: number): void {
    while (this.toSubscribe.length > 0 && !(this.library.awaitsSuback && this.subscriptions.size > 0)) {
      const packetId = this.nextPacketId();
      this.subscriptions.add(packetId, now, null);
      this.say(subscribePacket(packetId, this.toSubscribe.shift()!, this.library.qos), now);
    }
    if (this.phase !== 'subscribing' || this.subscriptions.size > 0) return;
    this.phase = 'live';
    this.failures = 0;
    const { tally } = this.world;
    tally.live += 1;
    tally.add('subscribe.complete');
    tally.latency('lastSuback').add(now - this.begunAt);
    this.listener.onLive(now);
  }

  private say(packet: Buffer, now: number): void {
    this.saidAt = now;
    this.link?.write(packet);
  }

  private fail(reason: string, now: number): void {
    const { tally } = this.world;
    if (this.phase === 'subscribing' || this.phase === 'live') tally.add('connect.lost');
    tally.add(`error.${reason}`);
    this.retry(now);
  }

  private retry(now: number): void {
    const { link } = this;
    this.forget();
    link?.cut();
    this.failures += 1;
    const pause = this.library.pauseMs(this.failures);
    this.openAt(now + pause * (1 - PAUSE_JITTER + 2 * PAUSE_JITTER * this.world.random()));
  }

  /** What belonged to the connection. */
  private forget(): void {
    const { tally } = this.world;
    if (this.phase === 'subscribing' || this.phase === 'live') tally.connected -= 1;
    if (this.phase === 'live') tally.live -= 1;
    for (const kind of this.publishes.clear()) tally.add(`unacked.${kind}`);
    this.subscriptions.clear();
    this.toSubscribe.length = 0;
    this.link = null;
  }

  private nextPacketId(): number {
    this.packetId = (this.packetId % MAX_PACKET_ID) + 1;
    return this.packetId;
  }
}

/** Between two PINGREQ that were not answered. */
const PING_GAP_MS = 5_000;
