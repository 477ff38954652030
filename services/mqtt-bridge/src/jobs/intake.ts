import { Inject, Injectable } from '@nestjs/common';
import { PARTITIONS } from '@unitfleet/contracts';
import { Counter, Gauge, LOGGER, METRICS, type Logger, type Registry } from '@unitfleet/observability';
import { Clock } from '@unitfleet/service-host';
import { BridgeMark } from '../data/bridge-mark';
import { deliveryId, DeviceStore } from '../data/device-store';
import { FrameStore } from '../data/frame-store';
import { PartitionQueue } from '../data/partition-queue';
import { Recollection } from '../data/recollection';
import { Acknowledgements, NO_RECEIPT, type Receipt } from '../domain/acknowledgements';
import { FramePace } from '../domain/frame-pace';
import { IngressTime } from '../domain/ingress-time';
import { StoredMessages } from '../domain/stored-messages';
import { TopicRouter } from '../domain/topic-router';
import { bridgeName, SETTINGS, type Settings } from '../settings';

/** Above it nothing more is read: messages without acknowledgement have no window that would bound them. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;
/** Below the default limit of a NATS message, 1 MiB, with room for what goes around it. */
const MAX_PAYLOAD_BYTES = 1_000 * 1024;

/**
 * What happens to a message between its receipt and its PUBACK: recognised if it is a repetition, routed by topic,
 * stored, acknowledged in the order of receipt.
 */
@Injectable()
export class Intake {
  /** Set by whoever holds the connection. */
  onAcknowledged: (packets: Buffer) => void = () => undefined;
  private readonly bridge: string;
  private readonly router: TopicRouter;
  private readonly time: IngressTime;
  private readonly partitions: PartitionQueue[];
  private readonly pace = new FramePace();
  private departure: NodeJS.Timeout | null = null;
  private acknowledging: NodeJS.Immediate | null = null;
  private readonly acknowledgements = new Acknowledgements();
  private readonly stored = new StoredMessages();
  /** Plain numbers: a labelled counter costs more than the rest of a message's way. */
  private readonly counts = { telemetry: 0, state: 0, log: 0, ignored: 0, repeated: 0, oversized: 0 };
  private hasHadSession = false;
  private lostSessions = 0;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
    private readonly frames: FrameStore,
    private readonly mark: BridgeMark,
    private readonly devices: DeviceStore,
    private readonly recollection: Recollection,
    clock: Clock,
  ) {
    this.bridge = bridgeName(settings);
    this.router = new TopicRouter(settings.PU_DOMAIN);
    this.time = new IngressTime(clock);
    this.partitions = Array.from({ length: PARTITIONS }, (_, partition) => this.newQueue(partition));
    this.publishMetrics(metrics);
  }

  /** Must end before the first connection: then repetitions of what a former life has stored are recognised. */
  async recall(): Promise<void> {
    const lastTimeMs = await this.recollection.recall(this.bridge, this.stored);
    this.hasHadSession = lastTimeMs !== null;
    this.time.startFrom(lastTimeMs ?? 0);
  }

  /** What it holds waits for `flush`. */
  accept(topic: string, payload: Buffer, packetId: number, isRepeated: boolean): void {
    const route = this.router.route(topic);
    const { kind, unitUuid, partition } = route;
    const digest = route.digestOf(payload);
    const receipt = packetId > 0 ? this.acknowledgements.receive(packetId, performance.now()) : NO_RECEIPT;
    if (isRepeated && this.stored.has(packetId, digest)) return this.pass('repeated', receipt);
    if (packetId > 0) this.stored.add(packetId, digest);
    if (kind === 'ignored') return this.pass('ignored', receipt);
    if (payload.length > MAX_PAYLOAD_BYTES) return this.refuse(topic, payload.length, receipt);
    this.counts[kind] += 1;
    const timeMs = this.time.next();
    if (kind === 'telemetry') {
      this.partitions[partition]!.add(route.node, timeMs, packetId, digest, payload, receipt);
      return;
    }
    const delivery = deliveryId(this.bridge, packetId, digest);
    const message = {
      kind,
      unitUuid,
      partition,
      payload: Buffer.from(payload),
      receivedAt: new Date(timeMs),
      delivery,
    };
    void this.devices.put(message).then(() => this.settle([receipt]));
  }

  /** Sees to it that what was accepted is stored. Answers whether there is room for more. */
  flush(): boolean {
    this.depart();
    let held = this.devices.bytes;
    for (const partition of this.partitions) held += partition.bytes;
    return held < MAX_HELD_BYTES;
  }

  /** Tells every partition how late it is. */
  tick(): void {
    const timeMs = this.time.next();
    for (const partition of this.partitions) partition.tick(timeMs);
    this.flush();
  }

  /** Resolves when everything accepted is stored, and acknowledged as far as the connection is there. */
  async allStored(): Promise<void> {
    await Promise.all([...this.partitions.map((partition) => partition.drained()), this.devices.drained()]);
    this.acknowledge();
  }

  /** The connection is gone; the broker will repeat what it has no PUBACK for. */
  forgetConnection(): void {
    this.acknowledgements.reset(performance.now());
  }

  /**
   * The broker does not know this bridge, or not any more: then what it held for it, acknowledged to devices, is lost.
   * How much that was it cannot tell.
   */
  beginSession(): void {
    this.stored.clear();
    if (this.hasHadSession) {
      this.lostSessions += 1;
      this.log.error('the broker has lost the session of this bridge, and every message that waited in it');
    }
    this.hasHadSession = true;
  }

  private newQueue(partition: number): PartitionQueue {
    const markFirst = () => {
      const now = performance.now();
      return this.mark.keepFresh(this.bridge, now - this.acknowledgements.owedSince(now));
    };
    const put = (subject: string, frame: Uint8Array) => this.frames.put(subject, frame, markFirst);
    const settle = (receipts: readonly Receipt[]) => this.settle(receipts);
    return new PartitionQueue(partition, this.bridge, put, settle, () => this.depart());
  }

  /** Frames leave now or when it is time for them. */
  private depart(): void {
    if (this.departure !== null || !this.partitions.some((partition) => partition.isWaiting)) return;
    const nowMs = performance.now();
    const waitMs = this.pace.waitMs(nowMs);
    if (waitMs > 0) {
      this.departure = setTimeout(() => {
        this.departure = null;
        this.depart();
      }, waitMs);
      return;
    }
    let messages = 0;
    for (const partition of this.partitions) messages += partition.flush();
    if (messages > 0) this.pace.left(messages, nowMs);
  }

  private pass(count: 'repeated' | 'ignored' | 'oversized', receipt: Receipt): void {
    this.counts[count] += 1;
    this.settle([receipt]);
  }

  private refuse(topic: string, bytes: number, receipt: Receipt): void {
    this.log.error({ topic, bytes }, 'a message is larger than any stream takes; it is dropped');
    this.pass('oversized', receipt);
  }

  private settle(receipts: readonly Receipt[]): void {
    for (const receipt of receipts) this.acknowledgements.settle(receipt);
    // The stream's answers come several at a time: what they settle is one write to the broker.
    this.acknowledging ??= setImmediate(() => this.acknowledge());
  }

  private acknowledge(): void {
    if (this.acknowledging) clearImmediate(this.acknowledging);
    this.acknowledging = null;
    const packets = this.acknowledgements.take();
    if (packets) this.onAcknowledged(packets);
  }

  private publishMetrics(metrics: Registry): void {
    const { acknowledgements, counts } = this;
    const lostSessions = () => this.lostSessions;
    new Counter({
      name: 'bridge_messages_total',
      help: 'Messages received from the broker, by where they went',
      labelNames: ['route'],
      registers: [metrics],
      collect() {
        this.reset();
        for (const [route, count] of Object.entries(counts)) this.inc({ route }, count);
      },
    });
    new Counter({
      name: 'bridge_broker_sessions_lost_total',
      help: 'Times that the broker did not know the session any more: what waited in it is lost',
      registers: [metrics],
      collect() {
        this.reset();
        this.inc(lostSessions());
      },
    });
    new Gauge({
      name: 'bridge_unacknowledged_messages',
      help: 'Messages received from the broker and not yet stored',
      registers: [metrics],
      collect() {
        this.set(acknowledgements.pending);
      },
    });
  }
}
