import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { NatsConnection } from '@nats-io/nats-core';
import { Frame, toUuid } from '@unitfleet/contracts';
import { freePort, startNats, type Engine } from '@unitfleet/local';
import { connectToNats, reconcileStreams } from '@unitfleet/messaging';
import { eventually } from '@unitfleet/testing';
import { storedSince } from '../src/data/stored-since';

const ROOT = resolve(__dirname, '../../..');
const MAIN = 'services/mqtt-bridge/src/main.ts';

export const DOMAIN = 'fleet.test';
export const SECRET_KEY = 'a key that no instance has';

/** A NATS server of the test's own, at one address through all its lives. */
export class NatsRig {
  private constructor(
    private engine: Engine,
    private readonly folder: string,
    readonly connection: NatsConnection,
  ) {}

  static async start(): Promise<NatsRig> {
    const folder = mkdtempSync(join(tmpdir(), 'unitfleet-bridge-'));
    const engine = await startNats({ dataDir: folder, profile: 'ephemeral' });
    const connection = await connectToNats(engine.url, 'test');
    await reconcileStreams(connection);
    return new NatsRig(engine, folder, connection);
  }

  get url(): string {
    return this.engine.url;
  }

  async kill(): Promise<void> {
    await this.engine.kill();
  }

  async restart(): Promise<void> {
    this.engine = await startNats({
      dataDir: this.folder,
      profile: 'ephemeral',
      port: Number(new URL(this.url).port),
    });
    await eventually(() => this.connection.flush());
  }

  async stop(): Promise<void> {
    await this.connection.close();
    await this.engine.stop();
    rmSync(this.folder, { recursive: true, force: true });
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
}

/** The bridge as a process of its own. */
export class BridgeProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start({ natsUrl, brokerUrl, apiUrl, ordinal = 0 }: BridgeSettings): Promise<BridgeProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, ['-r', '@swc-node/register', MAIN], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH,
        SWC_NODE_PROJECT: join(ROOT, 'tsconfig.base.json'),
        HTTP_PORT: String(port),
        NATS_URL: natsUrl,
        PU_DOMAIN: DOMAIN,
        PU_SECRET_KEY: SECRET_KEY,
        BRIDGE_MQTT_URL: brokerUrl,
        BROKER_API_URL: apiUrl,
        BRIDGE_ORDINAL: String(ordinal),
      },
    });
    const bridge = new BridgeProcess(child, port);
    await eventually(() => bridge.isReady(), { timeoutMs: 40_000, what: 'the bridge' });
    return bridge;
  }

  /** Ends it in order (SIGTERM) or at once (SIGKILL). */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`http://127.0.0.1:${this.port}/healthz/ready`)).ok;
  }

  /** Messages received that the broker has no PUBACK for. */
  async unacknowledged(): Promise<number> {
    return this.metric(/^bridge_unacknowledged_messages\S* (\d+)$/m);
  }

  /** Messages that went this way. */
  async routed(route: string): Promise<number> {
    return this.metric(new RegExp(`^bridge_messages_total\\{[^}]*route="${route}"[^}]*\\} (\\d+)$`, 'm'));
  }

  private async metric(pattern: RegExp): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text();
    return Number(pattern.exec(text)?.[1] ?? Number.NaN);
  }
}
