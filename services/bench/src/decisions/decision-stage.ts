import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import {
  getDeviceAccess,
  getNodeAccess,
  getUserStandings,
  listDeviceAccess,
  listNodeAccess,
  nodeTopic,
  type DeviceAccess,
  type NodeAccess,
  type OperationInput,
} from '@unitfleet/contracts';
import { freePort, startEngines, type RunningEngines } from '@unitfleet/local';
import { connectToNats, reconcileStreams } from '@unitfleet/messaging';
import { RpcServer } from '@unitfleet/messaging/testing';
import { createLogger } from '@unitfleet/observability';
import { signUnitToken, tokenKey } from '@unitfleet/security';

export const DOMAIN = 'fleet.bench';
const SECRET_KEY = 'the key of an instance that is measured';
const READY_MS = 60_000;
const key = tokenKey(SECRET_KEY);

/** A Unit with nodes of its own, and two of others that it may use. */
export interface StageUnit {
  readonly uuid: string;
  readonly token: string;
  readonly access: DeviceAccess;
  /** Of somebody else, rewritable. */
  readonly input: NodeAccess;
  /** Of somebody else, visible. */
  readonly output: NodeAccess;
}

const topicName = 'value/pepeunit';
export const topicOf = ({ uuid }: NodeAccess): string => nodeTopic(DOMAIN, uuid, topicName);

const foreign = (type: NodeAccess['type']): NodeAccess => ({
  uuid: randomUUID(),
  unitUuid: randomUUID(),
  type,
  topicName,
  visibilityLevel: 'Public',
  isRewritableInput: type === 'Input',
});

/** Hooks between a NATS and a Redis of their own; the owners of what they ask are played by this process. */
export class DecisionStage {
  private readonly children: ChildProcess[] = [];
  private readonly devices = new Map<string, DeviceAccess>();
  private readonly nodes = new Map<string, NodeAccess>();

  private constructor(
    private readonly dataDir: string,
    private readonly engines: RunningEngines,
    private readonly connection: Awaited<ReturnType<typeof connectToNats>>,
  ) {}

  static async start(): Promise<DecisionStage> {
    const dataDir = await mkdtemp(join(tmpdir(), 'unitfleet-decisions-'));
    const engines = await startEngines({
      engines: ['nats', 'redis'],
      dataDir,
      profile: 'ephemeral',
      env: {},
    });
    const connection = await connectToNats(engines.env.NATS_URL!, 'bench');
    await reconcileStreams(connection);
    const stage = new DecisionStage(dataDir, engines, connection);
    await stage.play();
    return stage;
  }

  /** Units that no hook has heard of. */
  makeUnits(count: number): StageUnit[] {
    return Array.from({ length: count }, () => {
      const uuid = randomUUID();
      const own = Array.from({ length: 4 }, () => `${DOMAIN}/${randomUUID()}/pepeunit`);
      const access: DeviceAccess = {
        unitUuid: uuid,
        creatorUuid: OWNER,
        accessVersion: 1,
        rules: [
          { action: 'publish', topics: own.slice(0, 2) },
          { action: 'subscribe', topics: own },
        ],
      };
      const [input, output] = [foreign('Input'), foreign('Output')];
      this.devices.set(uuid, access);
      for (const node of [input, output]) this.nodes.set(node.uuid, node);
      return { uuid, token: signUnitToken(uuid, key), access, input, output };
    });
  }

  /** A hook of this instance; its origin and process. */
  async hook(settings: Readonly<Record<string, string>> = {}): Promise<{ origin: string; pid: number }> {
    const port = await freePort();
    const child = this.spawn([resolve('dist/auth-hook/main.js')], {
      NATS_URL: this.engines.env.NATS_URL!,
      PU_REDIS_URL: this.engines.env.REDIS_URL!,
      PU_DOMAIN: DOMAIN,
      PU_SECRET_KEY: SECRET_KEY,
      PU_MIN_LOG_LEVEL: 'WARNING',
      HTTP_PORT: String(port),
      ...settings,
    });
    const origin = `http://127.0.0.1:${port}`;
    const deadline = Date.now() + READY_MS;
    for (;;) {
      const isReady = await fetch(`${origin}/healthz/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return { origin, pid: child.pid! };
      if (Date.now() > deadline || child.exitCode !== null) throw new Error('the hook did not get ready');
      await delay(50);
    }
  }

  /** The bare server that verifies the same tokens. */
  async bare(): Promise<{ origin: string; pid: number }> {
    const child = this.spawn([join(__dirname, 'bare-decider.js'), SECRET_KEY], {});
    const origin = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout!).once('line', resolve);
      child.once('exit', () => reject(new Error('the bare server ended early')));
    });
    return { origin, pid: child.pid! };
  }

  async stop(): Promise<void> {
    for (const child of this.children) child.kill('SIGKILL');
    await this.connection.close();
    await this.engines.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private spawn(args: string[], env: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
    });
    this.children.push(child);
    return child;
  }

  private async play(): Promise<void> {
    const units = new RpcServer(this.connection, 'units', createLogger('units', 'CRITICAL'));
    units.serve(getDeviceAccess, async (request) => {
      const { unitUuid } = request as OperationInput<typeof getDeviceAccess>;
      return this.devices.get(unitUuid) ?? null;
    });
    units.serve(getNodeAccess, async (request) => {
      const { nodeUuid } = request as OperationInput<typeof getNodeAccess>;
      const node = this.nodes.get(nodeUuid);
      const sight = { nodeUuid, nodeVersion: 1, isGranted: false, gracedUntil: null, isNoted: true };
      return { accessVersion: 1, node: node ? { ...node, version: 1 } : null, sight };
    });
    units.serve(listDeviceAccess, async () => ({ units: [] }));
    units.serve(listNodeAccess, async () => ({ nodes: [] }));
    const registry = new RpcServer(this.connection, 'registry', createLogger('registry', 'CRITICAL'));
    registry.serve(getUserStandings, async (request) => {
      const { uuids } = request as OperationInput<typeof getUserStandings>;
      return { users: uuids.map((uuid) => ({ uuid, isBlocked: false })) };
    });
    await this.connection.flush();
  }
}

const OWNER = randomUUID();
