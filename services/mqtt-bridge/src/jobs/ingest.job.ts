import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PLATFORM_CLIENTS } from '@unitfleet/contracts';
import { Gauge, LOGGER, METRICS, Readiness, type Logger, type Registry } from '@unitfleet/observability';
import { connectAsync } from 'mqtt';
import { IngestConnection, type IngestEvents, type IngestOptions } from '../data/ingest-connection';
import { bridgeName, isSurplus, SETTINGS, type Settings } from '../settings';
import { Intake } from './intake';

const RECONNECT_MS = 250;
const RETRY_MS = 500;
/** Meanwhile the broker may lose the session, and what devices send has nowhere to wait then. */
const KNOCK_MS = 1_000;
const TICK_MS = 1_000;
/** It is asked every five seconds. */
const HANGS_MS = 12_000;

/**
 * Takes device traffic from the broker into JetStream. A message is acknowledged to the broker after the stream has
 * acknowledged it; what a lost connection leaves unacknowledged comes again and is recognised if it is stored.
 *
 * A bridge that ends leaves its session at the broker, where its share of the messages waits for its next life. One that is not
 * to be any more (`BRIDGE_COUNT`) gives up its share, stores what waits, and ends the session: a shared group goes on
 * feeding members that are away (`docs/protocol/emqx.md`, Sessions and shared subscriptions).
 */
@Injectable()
export class IngestJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Called each time that this bridge listens to devices (again). */
  onSubscribed: () => void = () => undefined;
  private connection: IngestConnection | null = null;
  private isReady = false;
  private isStopping = false;
  private hasLeft = false;
  private readonly filters: readonly string[];
  private readonly clientId: string;
  /** Comes back behind everything that waited in the session. No device may publish there. */
  private readonly farewell: string;
  /** What former connections have brought is on its way into the stream; null when it is stored. */
  private storing: Promise<void> | null = null;
  private ticks: NodeJS.Timeout | undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
    private readonly intake: Intake,
    private readonly readiness: Readiness,
  ) {
    const name = bridgeName(settings);
    this.clientId = `${PLATFORM_CLIENTS}${name}`;
    this.farewell = `unitfleet/farewell/${name}`;
    this.filters = [
      `$share/bridge/${settings.PU_DOMAIN}/+/pepeunit`,
      `$share/bridge/${settings.PU_DOMAIN}/output_base_topic/+/+/pepeunit`,
    ];
    intake.onAcknowledged = (packets) => this.connection?.write(packets);
    this.publishMetrics(metrics);
  }

  /** Whether what devices publish comes here, now or when the broker goes on. */
  get isSubscribed(): boolean {
    return this.isReady && !isSurplus(this.settings);
  }

  onApplicationBootstrap(): void {
    this.readiness.add({
      name: 'ingest',
      check: async () => {
        const trouble = this.trouble();
        if (trouble !== null) throw new Error(trouble);
      },
    });
    this.loop = this.run();
  }

  /** Before anything else goes: what was received is stored and acknowledged, then the connection ends. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.ticks);
    this.connection?.stopReading();
    await this.intake.allStored();
    this.connection?.end();
    await this.loop;
  }

  private trouble(): string | null {
    if (this.hasLeft) return null;
    if (!this.isReady) return 'not subscribed at the broker';
    return (this.connection?.silentMs ?? 0) > HANGS_MS ? 'the broker does not answer' : null;
  }

  private async run(): Promise<void> {
    await this.recall();
    if (this.isStopping) return;
    // Not before: what is stored leaves marks, and those of this life would hide from where on it has to recall.
    this.ticks = setInterval(() => this.intake.tick(), TICK_MS);
    while (!this.isStopping) {
      const reason = await (isSurplus(this.settings) ? this.giveUp() : this.serve());
      if (this.isStopping) return;
      this.intake.forgetConnection();
      if (this.hasLeft) return this.depart();
      this.log.warn({ reason }, 'the connection to the broker was lost; connecting again');
      await Promise.race([this.storeAll(), sleep(KNOCK_MS)]);
      await sleep(RECONNECT_MS);
    }
  }

  /** Resolves when everything is stored that all connections so far have brought. */
  private async storeAll(): Promise<void> {
    const storing = this.intake.allStored();
    this.storing = storing;
    await storing;
    if (this.storing === storing) this.storing = null;
  }

  private async recall(): Promise<void> {
    while (!this.isStopping) {
      try {
        return await this.intake.recall();
      } catch (error) {
        this.log.warn({ reason: String(error) }, 'what was stored last could not be read yet; trying again');
        await sleep(RETRY_MS);
      }
    }
  }

  /** Resolves with the reason when the connection has ended. */
  private serve(): Promise<string> {
    return this.connect(
      { filters: this.filters },
      {
        onNewSession: () => this.intake.beginSession(),
        onReady: () => {
          this.isReady = true;
          this.log.info('subscribed at the broker');
          this.onSubscribed();
        },
        onPublish: (topic, payload, packetId, isRepeated) =>
          this.intake.accept(topic, payload, packetId, isRepeated),
      },
    );
  }

  /** Takes what waits in the session and no share of what comes. Resolves when the connection has ended. */
  private giveUp(): Promise<string> {
    const leave = async () => {
      this.connection?.stopReading();
      await this.intake.allStored();
      this.hasLeft = true;
      this.connection?.end();
    };
    return this.connect(
      { filters: [this.farewell], formerFilters: this.filters },
      {
        // Nothing waits in a session that is not there.
        onNewSession: () => undefined,
        onReady: () => this.connection?.publish(this.farewell),
        onPublish: (topic, payload, packetId, isRepeated) => {
          this.intake.accept(topic, payload, packetId, isRepeated);
          if (topic === this.farewell) void leave();
        },
      },
    );
  }

  /** Ends the session, however often the broker has to be asked. */
  private async depart(): Promise<void> {
    clearInterval(this.ticks);
    while (!this.isStopping) {
      try {
        const { clientId } = this;
        const session = await connectAsync(this.settings.BRIDGE_MQTT_URL, { clientId, reconnectPeriod: 0 });
        await session.endAsync();
        this.log.info('left for good: everything that waited is stored, and the session has ended');
        return;
      } catch (error) {
        this.log.warn(
          { reason: (error as Error).message },
          'the session could not be ended yet; trying again',
        );
        await sleep(RETRY_MS);
      }
    }
  }

  private connect(
    options: Pick<IngestOptions, 'filters' | 'formerFilters'>,
    events: Pick<IngestEvents, 'onNewSession' | 'onReady' | 'onPublish'>,
  ): Promise<string> {
    const { clientId } = this;
    return new Promise((resolve) => {
      this.connection = new IngestConnection(
        { url: this.settings.BRIDGE_MQTT_URL, clientId, ...options },
        {
          ...events,
          // What is still on its way into the stream must be known as stored before the broker repeats it.
          onKeptSession: () => this.storing === null,
          onBatch: () => this.intake.flush(),
          onClose: (reason) => {
            this.isReady = false;
            this.connection = null;
            resolve(reason);
          },
        },
      );
    });
  }

  private publishMetrics(metrics: Registry): void {
    const gauge = (name: string, help: string, value: () => boolean) =>
      new Gauge({
        name,
        help,
        registers: [metrics],
        collect() {
          this.set(value() ? 1 : 0);
        },
      });
    gauge(
      'bridge_ingest_subscribed',
      'Whether it listens to devices and the broker answers',
      () => this.isReady && this.trouble() === null,
    );
    gauge('bridge_left', 'Whether it has given up its share for good and may be removed', () => this.hasLeft);
  }
}
