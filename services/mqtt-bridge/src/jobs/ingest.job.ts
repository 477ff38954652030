import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { LOGGER, Readiness, type Logger } from '@unitfleet/observability';
import { IngestConnection } from '../data/ingest-connection';
import { bridgeName, SETTINGS, type Settings } from '../settings';
import { Intake } from './intake';

const RECONNECT_MS = 250;
const RETRY_MS = 500;
/** Meanwhile the broker may lose the session, and what devices send has nowhere to wait then. */
const KNOCK_MS = 1_000;
const TICK_MS = 1_000;

/**
 * Takes device traffic from the broker into JetStream. A message is acknowledged to the broker after the stream has
 * acknowledged it; what a lost connection leaves unacknowledged comes again and is recognised if it is stored.
 */
@Injectable()
export class IngestJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private connection: IngestConnection | null = null;
  private isReady = false;
  private isStopping = false;
  /** What former connections have brought is on its way into the stream; null when it is stored. */
  private storing: Promise<void> | null = null;
  private ticks: NodeJS.Timeout | undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly intake: Intake,
    private readonly readiness: Readiness,
  ) {
    intake.onAcknowledged = (packets) => this.connection?.write(packets);
  }

  onApplicationBootstrap(): void {
    this.readiness.add({
      name: 'ingest',
      check: async () => {
        if (!this.isReady) throw new Error('not subscribed at the broker');
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

  private async run(): Promise<void> {
    await this.recall();
    if (this.isStopping) return;
    // Not before: what is stored leaves marks, and those of this life would hide from where on it has to recall.
    this.ticks = setInterval(() => this.intake.tick(), TICK_MS);
    while (!this.isStopping) {
      const reason = await this.serveConnection();
      if (this.isStopping) return;
      this.log.warn({ reason }, 'the connection to the broker was lost; connecting again');
      this.intake.forgetConnection();
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
  private serveConnection(): Promise<string> {
    const { PU_DOMAIN, BRIDGE_MQTT_URL } = this.settings;
    const filters = [
      `$share/bridge/${PU_DOMAIN}/+/pepeunit`,
      `$share/bridge/${PU_DOMAIN}/output_base_topic/+/+/pepeunit`,
    ];
    return new Promise((resolve) => {
      this.connection = new IngestConnection(
        { url: BRIDGE_MQTT_URL, clientId: `unitfleet-${bridgeName(this.settings)}`, filters },
        {
          onNewSession: () => this.intake.beginSession(),
          // What is still on its way into the stream must be known as stored before the broker repeats it.
          onKeptSession: () => this.storing === null,
          onReady: () => {
            this.isReady = true;
            this.log.info('subscribed at the broker');
          },
          onPublish: (topic, payload, packetId, isRepeated) =>
            this.intake.accept(topic, payload, packetId, isRepeated),
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
}
