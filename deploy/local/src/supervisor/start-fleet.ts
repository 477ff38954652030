import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { EmbeddedEngineName, Engine } from '../engines/engine';
import { assertPortFree } from '../engines/ports';
import { startEngine } from '../engines/start-engines';
import { startEdge } from './edge';
import {
  BROKER_USER,
  brokerEnvironment,
  FLEET_SERVICES,
  serviceEnvironment,
  type FleetAddresses,
} from './fleet-plan';
import { fleetPorts } from './fleet-ports';
import { fleetSecrets, type FleetSecrets } from './fleet-secrets';
import { runProgram } from './program';
import type { Reporter } from './reporter';
import { Supervised, type Running } from './supervised';

export interface StartFleetOptions {
  /** Everything is kept here between starts. */
  readonly dataDir: string;
  /** The built programs: `<bundles>/<service>/main.js`. */
  readonly bundles: string;
  readonly httpPort: number;
  readonly mqttPort: number;
  /** `localhost` keeps the instance on this machine; any other name or address opens it to the network. */
  readonly publicHost: string;
  /** `ephemeral` for tests: engines do not wait for the disk. */
  readonly profile: 'durable' | 'ephemeral';
  readonly testClock: boolean;
  /** Settings for the services that differ from their defaults. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly environment: NodeJS.ProcessEnv;
  readonly reporter: Reporter;
}

/** A running instance. */
export interface Fleet {
  readonly addresses: FleetAddresses;
  readonly secrets: FleetSecrets;
  /** `http://host:port`. */
  readonly origin: string;
  /** Port on which a local Git host may be opened; the same after a restart. */
  readonly gitPort: number;
  /** Engines, broker and services by name. */
  readonly processes: ReadonlyMap<string, Supervised>;
  stop(): Promise<void>;
}

const ENGINES: readonly EmbeddedEngineName[] = ['postgres', 'clickhouse', 'nats', 'redis'];
const PORT_NAMES = [...ENGINES, 'broker-internal', 'broker-api', 'git', ...FLEET_SERVICES] as const;
const BROKER_NODE_OPTIONS = '--max-semi-space-size=64';

/**
 * Brings up a whole instance: engines, broker, services, edge; each is started again when it dies. When anything
 * cannot start, what runs already is stopped.
 */
export const startFleet = (options: StartFleetOptions): Promise<Fleet> => new FleetStarter(options).start();

class FleetStarter {
  private readonly processes = new Map<string, Supervised>();
  private ports!: Record<(typeof PORT_NAMES)[number], number>;
  private secrets!: FleetSecrets;
  private edge: Server | null = null;

  constructor(private readonly options: StartFleetOptions) {}

  async start(): Promise<Fleet> {
    try {
      return await this.bringUp();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  private async bringUp(): Promise<Fleet> {
    const { dataDir, reporter, httpPort, mqttPort } = this.options;
    mkdirSync(dataDir, { recursive: true });
    this.secrets = fleetSecrets(join(dataDir, 'secrets.json'));
    this.ports = await fleetPorts(join(dataDir, 'ports.json'), PORT_NAMES);
    await assertPortFree(httpPort, 'the API', 'UNITFLEET_HTTP_PORT', this.host);
    const engines = await this.startEngines();
    reporter.step(`engines are ready: PostgreSQL, ClickHouse, NATS, Redis`);
    const addresses = this.addresses(engines);
    if (!this.externalBroker) await this.startBroker(addresses);
    reporter.step(`MQTT broker listens on port ${mqttPort}`);
    await this.startServices(addresses);
    reporter.step(`services are ready: ${FLEET_SERVICES.join(', ')}`);
    const origin = await this.openEdge(addresses);
    this.describe(addresses, origin);
    return {
      addresses,
      secrets: this.secrets,
      origin,
      gitPort: this.ports.git,
      processes: this.processes,
      stop: () => this.stop(),
    };
  }

  /** Address to listen on: this machine alone, or everybody. */
  private get host(): string {
    return ['localhost', '127.0.0.1'].includes(this.options.publicHost) ? '127.0.0.1' : '0.0.0.0';
  }

  private get externalBroker(): boolean {
    return Boolean(this.options.environment.BRIDGE_MQTT_URL);
  }

  private async startEngines(): Promise<Record<string, string>> {
    const urls: Record<string, string> = {};
    const engineOptions = {
      engines: ENGINES,
      dataDir: join(this.options.dataDir, 'engines'),
      profile: this.options.profile,
      ports: this.ports,
      env: this.options.environment,
    };
    await Promise.all(
      ENGINES.map((name) =>
        this.supervise(name, async () => {
          const output = { onLine: (line: string) => this.options.reporter.engineLine(name, line) };
          const engine: Engine = await startEngine(name, { ...engineOptions, output: () => output });
          urls[VARIABLES[name]] = engine.url;
          return engine;
        }),
      ),
    );
    return urls;
  }

  private addresses(engines: Record<string, string>): FleetAddresses {
    const { publicHost, httpPort, mqttPort, environment } = this.options;
    const { secrets, ports } = this;
    const at = (password: string, port: number) => `${BROKER_USER}:${password}@127.0.0.1:${port}`;
    return {
      publicHost,
      httpPort,
      mqttPort,
      engines,
      servicePorts: ports,
      brokerInternalUrl:
        environment.BRIDGE_MQTT_URL ?? `mqtt://${at(secrets.brokerPassword, ports['broker-internal'])}`,
      brokerApiUrl:
        environment.BROKER_API_URL ?? `http://${at(secrets.brokerApiPassword, ports['broker-api'])}`,
    };
  }

  private async startBroker(addresses: FleetAddresses): Promise<void> {
    const { ports, secrets, options } = this;
    const inner = { internal: ports['broker-internal'], api: ports['broker-api'] };
    await assertPortFree(options.mqttPort, 'the MQTT broker', 'UNITFLEET_MQTT_PORT', this.host);
    await this.supervise('broker', () =>
      runProgram({
        name: 'broker',
        bundles: options.bundles,
        environment: brokerEnvironment(addresses, secrets, inner, this.host),
        nodeOptions: [BROKER_NODE_OPTIONS],
        readyUrl: `http://127.0.0.1:${inner.api}/status`,
        onLine: (line) => options.reporter.line('broker', line),
      }),
    );
  }

  private async startServices(addresses: FleetAddresses): Promise<void> {
    const plan = {
      addresses,
      secrets: this.secrets,
      repositoriesDir: join(this.options.dataDir, 'repositories'),
      testClock: this.options.testClock,
      overrides: this.options.overrides,
    };
    await Promise.all(
      FLEET_SERVICES.map((name) =>
        this.supervise(name, () =>
          runProgram({
            name,
            bundles: this.options.bundles,
            environment: serviceEnvironment(name, plan),
            readyUrl: `http://127.0.0.1:${addresses.servicePorts[name]}/healthz/ready`,
            onLine: (line) => this.options.reporter.line(name, line),
          }),
        ),
      ),
    );
  }

  private async supervise(name: string, start: () => Promise<Running>): Promise<void> {
    const { reporter } = this.options;
    const supervised = new Supervised(name, start, {
      onDeath: (who, { code, signal }) =>
        reporter.warn(`${who} died (${signal ?? `exit code ${code}`}); starting it again`),
      onReturn: (who) => reporter.step(`${who} is back`),
      onFailedStart: (who, error) => reporter.warn(`${who} does not start: ${error.message}`),
    });
    this.processes.set(name, supervised);
    await supervised.begin();
  }

  private async openEdge(addresses: FleetAddresses): Promise<string> {
    const { httpPort, publicHost } = this.options;
    const gateway = `http://127.0.0.1:${addresses.servicePorts['gateway-rest']}`;
    this.edge = await startEdge({
      host: this.host,
      port: httpPort,
      routes: [{ prefix: '/pepeunit', target: gateway }],
      home: '/pepeunit/docs',
    });
    return `http://${publicHost}:${httpPort}`;
  }

  /** For tools that look at the running instance (`npm run streams`, `npm run dead-letters`). */
  private describe(addresses: FleetAddresses, origin: string): void {
    const state = { origin, natsUrl: addresses.engines.NATS_URL, pid: process.pid };
    writeFileSync(join(this.options.dataDir, 'fleet.json'), `${JSON.stringify(state, null, 2)}\n`);
  }

  /** Services before broker before engines: whoever writes goes first. */
  private async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (!this.edge) return resolve();
      this.edge.close(() => resolve());
      this.edge.closeAllConnections();
    });
    const isEngine = (name: string) => (ENGINES as readonly string[]).includes(name);
    const layers = [
      (name: string) => !isEngine(name) && name !== 'broker',
      (name: string) => name === 'broker',
      isEngine,
    ];
    for (const belongs of layers) {
      await Promise.all(
        [...this.processes.values()].filter(({ name }) => belongs(name)).map((one) => one.stop()),
      );
    }
  }
}

const VARIABLES: Record<EmbeddedEngineName, string> = {
  postgres: 'DATABASE_URL',
  clickhouse: 'CLICKHOUSE_URL',
  nats: 'NATS_URL',
  redis: 'REDIS_URL',
};
