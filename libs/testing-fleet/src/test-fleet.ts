import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Fleet, freePort, removeWithThisProcess, Reporter, startFleet } from '@unitfleet/local';
import { connectToNats } from '@unitfleet/messaging';
import { CLOCK_SUBJECT } from '@unitfleet/service-host';
import { RestCaller } from './rest-caller';

export interface TestFleetOptions {
  /** Settings for the services that differ from their defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Environment that replaces engines; none unless given. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Shows the fleet's log on standard error; on by `FLEET_LOG=1`. */
  readonly showLog?: boolean;
  readonly profile?: 'durable' | 'ephemeral';
}

/** A whole instance on free ports, as `npm start` brings it up, with a clock that moves on demand. */
export class TestFleet {
  private constructor(
    private readonly fleet: Fleet,
    private readonly dataDir: string,
    readonly mqttPort: number,
  ) {}

  static async start(options: TestFleetOptions = {}): Promise<TestFleet> {
    const dataDir = await mkdtemp(join(tmpdir(), 'unitfleet-fleet-'));
    removeWithThisProcess(dataDir);
    const showLog = options.showLog ?? process.env.FLEET_LOG === '1';
    const mqttPort = await freePort();
    const fleet = await startFleet({
      dataDir,
      bundles: resolve('dist'),
      httpPort: await freePort(),
      mqttPort,
      publicHost: 'localhost',
      profile: options.profile ?? 'ephemeral',
      testClock: true,
      overrides: options.settings ?? {},
      environment: options.environment ?? {},
      reporter: new Reporter(
        (line) => showLog && process.stderr.write(`${line}\n`),
        join(dataDir, 'logs'),
        true,
        false,
      ),
    });
    return new TestFleet(fleet, dataDir, mqttPort);
  }

  /** `http://localhost:<port>`. */
  get origin(): string {
    return this.fleet.origin;
  }

  /** What devices use as `PU_DOMAIN`. */
  get domain(): string {
    return `localhost:${this.fleet.addresses.httpPort}`;
  }

  get mqttUrl(): string {
    return `mqtt://127.0.0.1:${this.mqttPort}`;
  }

  get engines(): Readonly<Record<string, string>> {
    return this.fleet.addresses.engines;
  }

  get logDir(): string {
    return join(this.dataDir, 'logs');
  }

  /** REST as somebody; anonymous without a token. */
  rest(token?: string): RestCaller {
    return new RestCaller(`${this.origin}/pepeunit/api/v1`, token);
  }

  /** Process ids of one engine or service. */
  pidsOf(name: string): readonly number[] {
    return this.fleet.processes.get(name)?.pids ?? [];
  }

  get processNames(): string[] {
    return [...this.fleet.processes.keys()];
  }

  /** Value of a metric of a service, summed over its labels; 0 of one that it does not have. */
  async metric(service: string, name: string): Promise<number> {
    const ports: Readonly<Record<string, number>> = this.fleet.addresses.servicePorts;
    const answer = await fetch(`http://127.0.0.1:${ports[service]}/metrics`);
    const values = (await answer.text()).matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'));
    return [...values].reduce((sum, [, value]) => sum + Number(value), 0);
  }

  /** What the broker's management API answers to a GET below `/api/v5`. @throws when that is no success */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of any shape
  async askBroker<Body = any>(path: string): Promise<Body> {
    const { origin, username, password } = new URL(this.fleet.addresses.brokerApiUrl);
    const credentials = Buffer.from(`${username}:${password}`).toString('base64');
    const answer = await fetch(`${origin}/api/v5/${path}`, {
      headers: { authorization: `Basic ${credentials}` },
    });
    if (!answer.ok) throw new Error(`the broker answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Body;
  }

  /** The broker's internal listener, with credentials. */
  get brokerUrl(): string {
    return this.fleet.addresses.brokerInternalUrl;
  }

  /** Stops a process in its tracks; returns what lets it go on. */
  hold(name: string): () => void {
    const pids = this.pidsOf(name);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    return () => pids.forEach((pid) => process.kill(pid, 'SIGCONT'));
  }

  /** `kill -9`; the supervisor brings it back. */
  async kill(name: string): Promise<void> {
    const process = this.fleet.processes.get(name);
    if (!process) throw new Error(`there is no process ${name}`);
    await process.kill();
  }

  /** Moves the clock by which the fleet measures windows and intervals. */
  async advanceClock(ms: number): Promise<void> {
    const connection = await connectToNats(this.engines.NATS_URL!, 'test-clock');
    connection.publish(CLOCK_SUBJECT, String(ms));
    await connection.drain();
  }

  async stop(): Promise<void> {
    await this.fleet.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
