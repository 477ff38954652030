import { setTimeout as sleep } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { Frame, isDomainError, toUuid } from '@unitfleet/contracts';
import { connectToNats, reconcileStreams } from '@unitfleet/messaging';
import { askPatiently } from '@unitfleet/messaging/testing';
import { eventually, OwnEngine, ServiceProcess } from '@unitfleet/testing';
import { storedSince } from '../src/data/stored-since';

askPatiently();

export const DOMAIN = 'fleet.test';
export const SECRET_KEY = 'a key that no instance has';

const isAway = (error: unknown): boolean =>
  isDomainError(error) && ['Mqtt', 'Unavailable'].includes(error.errorCode);

/** Asks again for as long as the bridge hears nothing from its broker, which it waits for two seconds at most. */
export const insist = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error)) throw error;
      await sleep(100);
    }
  }
};

/** A NATS server of the test's own, at one address through all its lives. */
export class NatsRig {
  private constructor(
    private readonly engine: OwnEngine,
    readonly connection: NatsConnection,
  ) {}

  static async start(): Promise<NatsRig> {
    const engine = await OwnEngine.start('nats');
    const connection = await connectToNats(engine.url, 'test');
    await reconcileStreams(connection);
    return new NatsRig(engine, connection);
  }

  get url(): string {
    return this.engine.url;
  }

  async kill(): Promise<void> {
    await this.engine.kill();
  }

  async restart(): Promise<void> {
    await this.engine.revive();
    await eventually(() => this.connection.flush());
  }

  /** The telemetry stream takes nothing any more, or again what comes; a bridge holds what it cannot store. */
  async takeTelemetry(isTaken: boolean): Promise<void> {
    const { streams } = await jetstreamManager(this.connection);
    await streams.update('TELEMETRY', { max_msg_size: isTaken ? -1 : 1 });
  }

  async stop(): Promise<void> {
    await this.connection.close();
    await this.engine.remove();
  }

  /** Payloads in the order of the stream, by node. */
  async telemetry(): Promise<Map<string, string[]>> {
    const byNode = new Map<string, string[]>();
    for await (const message of storedSince(this.connection, 'TELEMETRY', new Date(0))) {
      new Frame(message.data).forEach((node, _time, payload) => {
        const uuid = toUuid(node);
        byNode.set(uuid, [...(byNode.get(uuid) ?? []), payload.toString()]);
      });
    }
    return byNode;
  }
}

export interface BridgeSettings {
  readonly natsUrl: string;
  readonly brokerUrl: string;
  readonly apiUrl: string;
  readonly ordinal?: number;
  /** Further settings, by name. */
  readonly more?: Readonly<Record<string, string>>;
}

/** The bridge as a process of its own. */
export class BridgeProcess {
  private constructor(private readonly process: ServiceProcess) {}

  static async start(settings: BridgeSettings): Promise<BridgeProcess> {
    const { natsUrl, brokerUrl, apiUrl, ordinal = 0, more = {} } = settings;
    return new BridgeProcess(
      await ServiceProcess.start('mqtt-bridge', {
        NATS_URL: natsUrl,
        PU_DOMAIN: DOMAIN,
        PU_SECRET_KEY: SECRET_KEY,
        BRIDGE_MQTT_URL: brokerUrl,
        BROKER_API_URL: apiUrl,
        BRIDGE_ORDINAL: String(ordinal),
        ...more,
      }),
    );
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  isReady(): Promise<boolean> {
    return this.process.isReady();
  }

  /** Messages received that the broker has no PUBACK for. */
  async unacknowledged(): Promise<number> {
    return this.metric(/^bridge_unacknowledged_messages\S* (\d+)$/m);
  }

  /** Messages that went this way. */
  async routed(route: string): Promise<number> {
    return this.metric(new RegExp(`^bridge_messages_total\\{[^}]*route="${route}"[^}]*\\} (\\d+)$`, 'm'));
  }

  /** Ends of connections of which the broker told, by what became of the report. */
  async disconnections(outcome: string): Promise<number> {
    const pattern = new RegExp(
      `^bridge_disconnections_total\\{[^}]*outcome="${outcome}"[^}]*\\} (\\d+)$`,
      'm',
    );
    return (await this.metric(pattern)) || 0;
  }

  /** Times that the broker did not know the bridge's session any more. */
  async lostSessions(): Promise<number> {
    return this.metric(/^bridge_broker_sessions_lost_total\S* (\d+)$/m);
  }

  /** Value of a metric without labels of its own. */
  async gauge(name: string): Promise<number> {
    return this.metric(new RegExp(`^${name}\\S* (\\d+)$`, 'm'));
  }

  /** Why it is not ready, by what it needs; empty when it is. */
  async failures(): Promise<Record<string, string>> {
    const answer = await fetch(`${this.process.origin}/healthz/ready`);
    const body = (await answer.json()) as { failures?: Record<string, string> };
    return body.failures ?? {};
  }

  async residentBytes(): Promise<number> {
    return this.metric(/^process_resident_memory_bytes\S* (\d+)$/m);
  }

  private async metric(pattern: RegExp): Promise<number> {
    return Number(pattern.exec(await this.process.metrics())?.[1] ?? Number.NaN);
  }
}
