import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PARTITIONS } from '@unitfleet/contracts';
import {
  Counter,
  Gauge,
  LOGGER,
  METRICS,
  Readiness,
  type Logger,
  type Registry,
} from '@unitfleet/observability';
import { Clock } from '@unitfleet/service-host';
import type { IPublishPacket } from 'mqtt-packet';
import { DeviceStore } from '../data/device-store';
import { FrameStore } from '../data/frame-store';
import { IngestConnection } from '../data/ingest-connection';
import { PartitionQueue } from '../data/partition-queue';
import { Acknowledgements, type Receipt } from '../domain/acknowledgements';
import { IngressTime } from '../domain/ingress-time';
import { StoredMessages } from '../domain/stored-messages';
import { TopicRouter } from '../domain/topic-router';
import { SETTINGS, type Settings } from '../settings';

const RECONNECT_MS = 250;
const RETRY_MS = 250;
const TICK_MS = 1_000;

/**
 * Takes device traffic from the broker into JetStream. A message is acknowledged to the broker after the stream has
 * acknowledged it; what a lost connection leaves unacknowledged comes again and is recognised if it is stored.
 */
@Injectable()
export class IngestJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly bridge: string;
  private readonly router: TopicRouter;
  private readonly time: IngressTime;
  private readonly partitions: PartitionQueue[];
  private readonly acknowledgements = new Acknowledgements();
  private readonly stored = new StoredMessages();
  private readonly received: Counter;
  private readonly unsettled = new Set<Promise<void>>();
  private connection: IngestConnection | null = null;
  private isReady = false;
  private isStopping = false;
  private ticks: NodeJS.Timeout | undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
    private readonly store: FrameStore,
    private readonly devices: DeviceStore,
    private readonly readiness: Readiness,
    clock: Clock,
  ) {
    this.bridge = `bridge-${settings.BRIDGE_ORDINAL}`;
    this.router = new TopicRouter(settings.PU_DOMAIN);
    this.time = new IngressTime(clock);
    this.partitions = Array.from({ length: PARTITIONS }, (_, partition) => this.newQueue(partition));
    this.received = new Counter({
      name: 'bridge_messages_total',
      help: 'Messages received from the broker, by where they went',
      labelNames: ['route'],
      registers: [metrics],
    });
    const { acknowledgements } = this;
    new Gauge({
      name: 'bridge_unacknowledged_messages',
      help: 'Messages received from the broker and not yet stored',
      registers: [metrics],
      collect() {
        this.set(acknowledgements.pending);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.readiness.add({
      name: 'ingest',
      check: async () => {
        if (!this.isReady) throw new Error('not subscribed at the broker');
      },
    });
    this.ticks = setInterval(() => this.tick(), TICK_MS);
    this.loop = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.ticks);
    await this.allStored();
    this.connection?.end();
    await this.loop;
  }

  private newQueue(partition: number): PartitionQueue {
    const put = (subject: string, frame: Uint8Array) => this.store.put(subject, frame);
    return new PartitionQueue(partition, this.bridge, put, (receipts) => this.settle(receipts));
  }

  private async run(): Promise<void> {
    await this.recall();
    while (!this.isStopping) {
      const reason = await this.serveConnection();
      if (this.isStopping) return;
      this.log.warn({ reason }, 'the connection to the broker was lost; connecting again');
      // What is still on its way into the stream must be known as stored before the broker repeats it.
      await this.allStored();
      this.acknowledgements.reset();
      await sleep(RECONNECT_MS);
    }
  }

  private async recall(): Promise<void> {
    while (!this.isStopping) {
      try {
        return await this.store.recall(this.bridge, this.stored);
      } catch (error) {
        this.log.warn({ err: error }, 'the last frames could not be read yet');
        await sleep(RETRY_MS);
      }
    }
  }

  /** Resolves with the reason when the connection has ended. */
  private serveConnection(): Promise<string> {
    const { PU_DOMAIN, BRIDGE_MQTT_URL } = this.settings;
    return new Promise((resolve) => {
      const filters = [
        `$share/bridge/${PU_DOMAIN}/+/pepeunit`,
        `$share/bridge/${PU_DOMAIN}/output_base_topic/+/+/pepeunit`,
      ];
      this.connection = new IngestConnection(
        { url: BRIDGE_MQTT_URL, clientId: `unitfleet-${this.bridge}`, filters },
        {
          onReady: () => (this.isReady = true),
          onPublish: (packet) => this.accept(packet),
          onBatch: () => this.flush(),
          onClose: (reason) => {
            this.isReady = false;
            resolve(reason);
          },
        },
      );
    });
  }

  private accept(packet: IPublishPacket): void {
    const payload = packet.payload as Buffer;
    const packetId = packet.messageId ?? 0;
    const receipt = packet.qos > 0 ? this.acknowledgements.receive(packetId) : null;
    const digest = crc32(payload, crc32(packet.topic));
    if (packet.dup && this.stored.has(packetId, digest)) {
      this.received.inc({ route: 'repeated' });
      return this.settle(receipt === null ? [] : [receipt]);
    }
    const route = this.router.route(packet.topic);
    this.received.inc({ route: route.kind });
    if (receipt !== null) this.stored.add(packetId, digest);
    if (route.kind === 'telemetry') {
      const timeMs = this.time.next();
      this.partitions[route.partition]!.add({ node: route.node, timeMs, packetId, digest, payload, receipt });
    } else if (route.kind === 'ignored') {
      this.settle(receipt === null ? [] : [receipt]);
    } else {
      const id = receipt === null ? undefined : `${this.bridge}/${packetId}/${digest}`;
      const receivedAt = new Date(this.time.next());
      this.track(this.devices.put({ ...route, payload: Buffer.from(payload), receivedAt, id }), receipt);
    }
  }

  private settle(receipts: readonly Receipt[]): void {
    for (const receipt of receipts) this.acknowledgements.settle(receipt);
    const packets = this.acknowledgements.take();
    if (packets) this.connection?.write(packets);
  }

  private tick(): void {
    const timeMs = this.time.next();
    for (const partition of this.partitions) partition.tick(timeMs);
    this.flush();
  }

  private flush(): void {
    for (const partition of this.partitions) partition.flush();
  }

  private track(storing: Promise<void>, receipt: Receipt | null): void {
    const work = storing.then(() => {
      this.settle(receipt === null ? [] : [receipt]);
      this.unsettled.delete(work);
    });
    this.unsettled.add(work);
  }

  private async allStored(): Promise<void> {
    await Promise.all([...this.partitions.map((partition) => partition.drained()), ...this.unsettled]);
  }
}
