import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEdge, type Edge } from './edge';
import { ENGINES, startFleetEngines } from './fleet-engines';
import {
  brokerEnvironment,
  FLEET_SERVICES,
  fleetAddresses,
  serviceEnvironment,
  type FleetAddresses,
  type FleetService,
} from './fleet-plan';
import { checkExternal } from './external-engines';
import { assertPublicPortFree, fleetPorts } from './fleet-ports';
import { fleetSecrets, type FleetSecrets } from './fleet-secrets';
import { ProcessLayers } from './process-layers';
import { answers, runProgram } from './program';
import type { Reporter } from './reporter';
import type { Start, Supervised } from './supervised';
import { roomForTelemetry } from './telemetry-room';

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
  /** Stops the instance when it is aborted, also in the middle of its start, which is rejected then. */
  readonly ending?: AbortSignal;
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
  /** Keeps something running on top of the instance; it is stopped before everything else. */
  add(name: string, start: Start): Promise<void>;
  /** Resolves when nothing of the instance runs any more. */
  stop(): Promise<void>;
}

const PORT_NAMES = [...ENGINES, 'broker-internal', 'broker-api', 'git', ...FLEET_SERVICES] as const;
const BROKER_NODE_OPTIONS = '--max-semi-space-size=64';
const STATE_FILE = 'fleet.json';

/**
 * Brings up a whole instance: engines, broker, services, edge; each is started again when it dies. When anything
 * cannot start, what runs already is stopped.
 */
export const startFleet = (options: StartFleetOptions): Promise<Fleet> => new FleetStarter(options).start();

class FleetStarter {
  private readonly processes: ProcessLayers;
  private ports!: Record<(typeof PORT_NAMES)[number], number>;
  private secrets!: FleetSecrets;
  private edge: Edge | null = null;
  private stopping: Promise<void> | null = null;

  constructor(private readonly options: StartFleetOptions) {
    this.processes = new ProcessLayers(options.reporter);
  }

  async start(): Promise<Fleet> {
    const { ending } = this.options;
    ending?.addEventListener('abort', () => void this.stop());
    try {
      ending?.throwIfAborted();
      return await this.bringUp();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  private async bringUp(): Promise<Fleet> {
    const { dataDir, reporter, httpPort, mqttPort, environment } = this.options;
    mkdirSync(dataDir, { recursive: true });
    this.secrets = fleetSecrets(join(dataDir, 'secrets.json'));
    this.ports = await fleetPorts(join(dataDir, 'ports.json'), PORT_NAMES);
    const isBrokerOurs = !environment.BRIDGE_MQTT_URL;
    await assertPublicPortFree(httpPort, 'the API', 'UNITFLEET_HTTP_PORT', this.host);
    if (isBrokerOurs)
      await assertPublicPortFree(mqttPort, 'the MQTT broker', 'UNITFLEET_MQTT_PORT', this.host);
    const engines = await startFleetEngines({
      ...this.options,
      ports: this.ports,
      processes: this.processes,
    });
    const addresses = fleetAddresses({ ...this.options, engines, secrets: this.secrets, ports: this.ports });
    if (isBrokerOurs) await this.startBroker(addresses);
    else await this.checkBroker();
    await this.startServices(addresses);
    reporter.step(`services are ready: ${FLEET_SERVICES.join(', ')}`);
    const origin = await this.openEdge(addresses);
    this.describe(addresses, origin);
    return {
      addresses,
      secrets: this.secrets,
      origin,
      gitPort: this.ports.git,
      processes: this.processes.byName,
      add: (name, start) => this.processes.add({ [name]: start }),
      stop: () => this.stop(),
    };
  }

  /** Address to listen on: this machine alone, or everybody. */
  private get host(): string {
    return ['localhost', '127.0.0.1'].includes(this.options.publicHost) ? '127.0.0.1' : '0.0.0.0';
  }

  private async startBroker(addresses: FleetAddresses): Promise<void> {
    const { bundles, reporter, overrides } = this.options;
    const inner = { internal: this.ports['broker-internal'], api: this.ports['broker-api'] };
    const program = {
      name: 'broker',
      bundles,
      environment: brokerEnvironment(addresses, this.secrets, inner, this.host, overrides),
      nodeOptions: [BROKER_NODE_OPTIONS],
      isReady: answers(`http://127.0.0.1:${inner.api}/status`),
      onLine: (line: string) => reporter.line('broker', line),
    };
    await this.processes.add({ broker: (ending) => runProgram(program, ending) });
    reporter.step(`MQTT broker listens on port ${addresses.mqttPort}`);
  }

  private async checkBroker(): Promise<void> {
    await checkExternal('BRIDGE_MQTT_URL', this.options.environment.BRIDGE_MQTT_URL!);
    this.options.reporter.step('MQTT broker answers (external)');
  }

  private async startServices(addresses: FleetAddresses): Promise<void> {
    const { dataDir, bundles, reporter, testClock, overrides } = this.options;
    const repositoriesDir = join(dataDir, 'repositories');
    const telemetryMaxMb = roomForTelemetry(dataDir);
    const plan = { addresses, secrets: this.secrets, repositoriesDir, telemetryMaxMb, testClock, overrides };
    const starts = FLEET_SERVICES.map((name): [string, Start] => {
      const program = {
        name,
        bundles,
        environment: serviceEnvironment(name, plan),
        isReady: answers(`http://127.0.0.1:${addresses.servicePorts[name]}/healthz/ready`),
        onLine: (line: string) => reporter.line(name, line),
      };
      return [name, (ending) => runProgram(program, ending)];
    });
    await this.processes.add(Object.fromEntries(starts));
  }

  private async openEdge(addresses: FleetAddresses): Promise<string> {
    const { httpPort, publicHost } = this.options;
    const at = (service: FleetService) => `http://127.0.0.1:${addresses.servicePorts[service]}`;
    this.edge = await startEdge({
      host: this.host,
      port: httpPort,
      routes: [
        { prefix: '/pepeunit/graphql', target: at('gateway-graphql') },
        { prefix: '/pepeunit', target: at('gateway-rest') },
        { prefix: '', target: at('web') },
      ],
    });
    return `http://${publicHost}:${httpPort}`;
  }

  /** For tools that look at the running instance (`npm run streams`, `npm run dead-letters`). */
  private describe(addresses: FleetAddresses, origin: string): void {
    const state = { origin, natsUrl: addresses.engines.NATS_URL, pid: process.pid };
    const text = `${JSON.stringify(state, null, 2)}\n`;
    // The URL of an external server may hold a password.
    writeFileSync(join(this.options.dataDir, STATE_FILE), text, { mode: 0o600 });
  }

  private stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    await this.edge?.stop();
    await this.processes.stop();
    rmSync(join(this.options.dataDir, STATE_FILE), { force: true });
  }
}
