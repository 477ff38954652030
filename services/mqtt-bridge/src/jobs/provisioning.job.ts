import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import {
  Counter,
  Gauge,
  JobRegistry,
  LOGGER,
  METRICS,
  Readiness,
  type Job,
  type Logger,
  type Registry,
} from '@unitfleet/observability';
import { Broker, type BrokerCheck } from '../data/broker/broker';
import { BrokerApi, BrokerApiError } from '../data/broker/broker-api';
import { DeviceClients } from '../data/device-clients';
import { SETTINGS, type Settings } from '../settings';
import { IngestJob } from './ingest.job';

/** EMQX locks a user out who tries a wrong password again and again. */
const REFUSED_PAUSES = 15;

/**
 * Keeps the broker set up: at the start, and again when it has lost its settings. Devices are let in when this bridge listens to them,
 * so that nothing which the broker acknowledges goes unheard.
 */
@Injectable()
export class ProvisioningJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();
  private hasProvisioned = false;
  /** The last round was one with the door open. */
  private hasLetIn = false;
  private trouble: string | null = 'the broker is not set up yet';
  private differing: readonly string[] = [];
  private unreached: readonly string[] = [];
  private readonly changes: Counter;
  private readonly job: Job;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
    private readonly readiness: Readiness,
    private readonly broker: Broker,
    private readonly api: BrokerApi,
    private readonly clients: DeviceClients,
    private readonly ingest: IngestJob,
    jobs: JobRegistry,
  ) {
    this.job = jobs.every('look at the settings of the broker', settings.BROKER_WATCH_MS);
    this.changes = new Counter({
      name: 'bridge_broker_settings_changed_total',
      help: 'Settings of the broker that were not as they should be and were changed',
      registers: [metrics],
    });
    this.publishMetrics(metrics);
  }

  onApplicationBootstrap(): void {
    this.readiness.add({
      name: 'broker settings',
      check: async () => {
        if (this.trouble !== null) throw new Error(this.trouble);
        if (this.ingest.isSubscribed && !this.hasLetIn) throw new Error('devices are not let in yet');
      },
    });
    this.ingest.onSubscribed = () => this.wake();
    this.loop = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.broker.close();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const awoken = new Promise<void>((resolve) => (this.wake = resolve));
      const pauseMs = await this.round();
      await this.clients.catchUp();
      const pause = new AbortController();
      await Promise.race([
        sleep(pauseMs, undefined, { signal: pause.signal }).catch(() => undefined),
        awoken,
      ]);
      pause.abort();
    }
  }

  /** Answers how long to wait for the next. */
  private async round(): Promise<number> {
    try {
      await this.job.run(() => this.look());
      return this.settings.BROKER_WATCH_MS;
    } catch (error) {
      if (this.stopping.signal.aborted) return 0;
      this.say((error as Error).message);
      const isRefused = error instanceof BrokerApiError && error.status === 401;
      return this.settings.BROKER_WATCH_MS * (isRefused ? REFUSED_PAUSES : 1);
    }
  }

  private async look(): Promise<void> {
    const lettingDevicesIn = this.ingest.isSubscribed;
    let found = this.hasProvisioned ? await this.broker.check({ lettingDevicesIn }) : null;
    if (found === null || found.faults.length > 0) {
      if (found) this.log.warn({ faults: found.faults }, 'the broker has lost settings');
      await this.provision(lettingDevicesIn);
      found = await this.broker.check({ lettingDevicesIn });
    }
    this.hasLetIn = lettingDevicesIn;
    this.take(found);
  }

  private async provision(lettingDevicesIn: boolean): Promise<void> {
    const { changed, differing } = await this.broker.provision({ lettingDevicesIn });
    this.hasProvisioned = true;
    this.changes.inc(changed.length);
    if (changed.length > 0) this.log.info({ changed }, 'the broker was set up');
    if (differing.length > 0)
      this.log.error({ differing }, 'the broker took settings and has others all the same');
    this.differing = differing;
  }

  private take({ faults, unreached }: BrokerCheck): void {
    if (unreached.join() !== this.unreached.join())
      this.log.warn(
        { unreached },
        unreached.length > 0 ? 'the broker does not reach auth-hook' : 'it reaches it again',
      );
    this.unreached = unreached;
    this.say(faults.length > 0 ? faults.join('; ') : null);
  }

  private say(trouble: string | null): void {
    if (trouble !== null && trouble !== this.trouble)
      this.log.warn({ reason: trouble }, 'the broker is not set up as it should be; trying again');
    this.trouble = trouble;
  }

  private publishMetrics(metrics: Registry): void {
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        registers: [metrics],
        collect() {
          this.set(value());
        },
      });
    gauge('bridge_broker_provisioned', 'Whether the broker is set up as it should be', () =>
      this.trouble === null ? 1 : 0,
    );
    gauge(
      'bridge_broker_settings_differing',
      'Settings that the broker took and has otherwise all the same',
      () => this.differing.length,
    );
    gauge(
      'bridge_broker_hook_unreached',
      'Ways by which the broker does not reach auth-hook now',
      () => this.unreached.length,
    );
    const { api } = this;
    new Counter({
      name: 'bridge_broker_api_failures_total',
      help: "Calls of the broker's management API that failed",
      registers: [metrics],
      collect() {
        this.reset();
        this.inc(api.failures);
      },
    });
  }
}
