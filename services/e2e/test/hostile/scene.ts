import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { eventually, GitHost } from '@unitfleet/testing';
import { createRepo, type RestCaller, signUp, TestFleet, unitFiles } from '@unitfleet/testing-fleet';
import { Attacker } from './attacker';
import { GoodDevice } from './good-device';
import * as raw from './packets';

export const OUTPUT = 'temperature/pepeunit';
export const INPUT = 'speed/pepeunit';
/** In every payload of an attack: it must be found nowhere. */
export const MARK = 'hostile-payload';
export const NOT_AUTHORIZED = 5;

/** Everything that is sent is kept, one row each. */
const KEEP_ALL = `
active_period: { type: Permanent }
filters: { type_input_value: Number, max_rate: 0, max_size: 0 }
processing_policy: { policy_type: TimeWindow, time_window_size: 3600 }
`;

/** Of those that wait for one client. */
export const QUEUED_MESSAGES = 500;

/** Low enough that a test reaches them; `docs/security.md` has the defaults. */
const LIMITS = {
  PU_MQTT_CLIENT_MAX_MESSAGES_RATE: '200/s',
  PU_MQTT_CLIENT_MAX_BYTES_RATE: '2MB/s',
  PU_MQTT_MAX_LEN_MESSAGE_QUEUE: String(QUEUED_MESSAGES),
  BROKER_CONNECT_TIMEOUT: '5',
};

export interface KnownUnit {
  readonly uuid: string;
  readonly token: string;
  /** Uuids of its nodes by name. */
  readonly nodes: Readonly<Record<string, string>>;
}

/** An instance with two good devices at work, somebody with a private Unit, and a device whose owner means harm. */
export class Scene {
  fleet!: TestFleet;
  host!: GitHost;
  /** The first user, who may block others. */
  maker!: RestCaller;
  makerToken!: string;
  intruder!: RestCaller;
  intruderToken!: string;
  good!: readonly KnownUnit[];
  /** Private, of the maker. */
  vault!: KnownUnit;
  /** Of the intruder; visible to all, as good ones are. */
  hostile!: KnownUnit;
  repoUuid!: string;
  secrets!: Readonly<Record<string, string>>;
  private devices: readonly GoodDevice[] = [];
  private readonly attackers = new Set<Attacker>();
  private processes = new Map<string, string>();
  private idle!: number;

  async begin(): Promise<void> {
    this.host = await GitHost.start();
    this.fleet = await TestFleet.start({ settings: LIMITS });
    this.secrets = JSON.parse(await readFile(join(dirname(this.fleet.logDir), 'secrets.json'), 'utf8'));
    this.makerToken = await signUp(this.fleet.rest(), 'maker');
    this.maker = this.fleet.rest(this.makerToken);
    this.intruderToken = await signUp(this.fleet.rest(), 'intruder');
    this.intruder = this.fleet.rest(this.intruderToken);
    const files = unitFiles({ inputs: [INPUT], outputs: [OUTPUT] });
    this.repoUuid = (await createRepo(this.host, this.maker, 'devices', files)).repoUuid;
    this.good = [await this.createUnit('good-1'), await this.createUnit('good-2')];
    this.vault = await this.createUnit('vault', this.maker, 'Private');
    this.hostile = await this.createUnit('hostile', this.intruder);
    for (const { nodes } of this.good) await this.keepAll(nodes[OUTPUT]!);
    await this.startDevices();
    for (const name of this.fleet.processNames) this.processes.set(name, String(this.fleet.pidsOf(name)));
    this.idle = (await this.population()).connections;
  }

  async end(): Promise<void> {
    for (const attacker of this.attackers) attacker.cut();
    await Promise.all(this.devices.map((device) => device.end()));
    await Promise.all([this.fleet?.stop(), this.host?.stop()]);
  }

  async createUnit(name: string, by = this.maker, visibility = 'Public'): Promise<KnownUnit> {
    const json = {
      repo_uuid: this.repoUuid,
      visibility_level: visibility,
      name,
      is_auto_update_from_repo_unit: true,
    };
    const { uuid } = await by.ok('POST', '/units', { json });
    const { PU_AUTH_TOKEN: token } = await by.ok('GET', `/units/env/${uuid}`);
    const { unit_nodes } = await by.ok('GET', '/unit_nodes', { query: { unit_uuid: uuid } });
    const nodes = Object.fromEntries(
      unit_nodes.map((node: Record<string, string>) => [node.topic_name, node.uuid]),
    );
    return { uuid, token, nodes };
  }

  topicOf(node: string): string {
    return `${this.fleet.domain}/${node}/pepeunit`;
  }

  outputOf({ nodes }: KnownUnit): string {
    return this.topicOf(nodes[OUTPUT]!);
  }

  baseTopic(section: 'input' | 'output', { uuid }: KnownUnit, name: string): string {
    return `${this.fleet.domain}/${section}_base_topic/${uuid}/${name}/pepeunit`;
  }

  async dial(): Promise<Attacker> {
    const attacker = await Attacker.dial(this.fleet.mqttPort);
    this.attackers.add(attacker);
    void attacker.closed.then(() => this.attackers.delete(attacker));
    return attacker;
  }

  /** A connection that has sent these bytes. */
  async attack(...bytes: readonly Buffer[]): Promise<Attacker> {
    const attacker = await this.dial();
    await attacker.send(...bytes);
    return attacker;
  }

  /** The hostile device, let in with its own token. */
  async enter(greeting: raw.Greeting = {}): Promise<Attacker> {
    const attacker = await this.attack(raw.connect({ username: this.hostile.token, ...greeting }));
    const code = await attacker.welcome();
    if (code !== 0) throw new Error(`the hostile device was answered ${code}`);
    return attacker;
  }

  /** The broker's counters. */
  async broker(): Promise<Readonly<Record<string, number>>> {
    const [counters] = await this.fleet.askBroker<Record<string, number>[]>('metrics');
    return counters!;
  }

  /** Runs an attack; resolves with how far each of these counters of the broker has moved when it has moved enough. */
  async counted(names: Readonly<Record<string, number>>, attack: () => Promise<void>): Promise<void> {
    const before = await this.broker();
    await attack();
    await eventually(async () => {
      const after = await this.broker();
      for (const [name, least] of Object.entries(names)) {
        if (!(name in after)) throw new Error(`the broker does not count ${name}`);
        const moved = after[name]! - before[name]!;
        if (moved < least) throw new Error(`${name} moved by ${moved} instead of ${least}`);
      }
    });
  }

  hookRefusals(reason: string): Promise<number> {
    return this.fleet.metric('auth-hook', `auth_hook_refused_total\\{[^}]*reason="${reason}"[^}]*\\}`);
  }

  /** What must be true after whatever a hostile device did. */
  async unharmed(): Promise<void> {
    const [talker, listener] = this.devices as [GoodDevice, GoodDevice];
    expect(this.devices.map((device) => device.isConnected)).toEqual([true, true]);
    const numbers = this.devices.map(({ last }) => last);
    await eventually(() =>
      expect(this.devices.map(({ acknowledged }, index) => acknowledged >= numbers[index]!)).toEqual([
        true,
        true,
      ]),
    );
    await eventually(
      async () => {
        for (const [index, unit] of this.good.entries()) {
          const stored = new Set(await this.stored(unit));
          expect([index, upTo(numbers[index]!).filter((number) => !stored.has(number))]).toEqual([index, []]);
        }
      },
      { intervalMs: 200 },
    );
    await eventually(() =>
      expect(upTo(numbers[0]!).filter((number) => !listener.heard.has(number))).toEqual([]),
    );
    expect(this.devices.map((device) => device.isConnected)).toEqual([true, true]);
    expect([...listener.heard].filter((number) => number > talker.last)).toEqual([]);
    for (const [name, pids] of this.processes)
      expect([name, String(this.fleet.pidsOf(name))]).toEqual([name, pids]);
  }

  /** Nothing of what attackers opened is left. */
  async empty(): Promise<void> {
    for (const attacker of this.attackers) attacker.cut();
    await eventually(async () => {
      const { connections, sessions } = await this.population();
      // Some of what was sent at random asked for a session that stays.
      expect([connections, sessions - connections < 20]).toEqual([this.idle, true]);
    });
  }

  /** Latencies of the good devices since the last call, in milliseconds. */
  takeLatencies(): number[] {
    return this.devices.flatMap((device) => device.latencies.splice(0));
  }

  async stored({ nodes }: KnownUnit): Promise<number[]> {
    const query = { uuid: nodes[OUTPUT]!, type: 'TimeWindow', order_by_create_date: 'asc' };
    const { pipe_data: rows } = await this.maker.ok('GET', '/unit_nodes/get_data_pipe_data/', { query });
    return rows.map(({ state }: { state: string }) => Number(state));
  }

  /** Everything that processes of the instance have written, by file. */
  async logs(): Promise<Map<string, string>> {
    const names = await readdir(this.fleet.logDir);
    const texts = names.map(
      async (name) => [name, await readFile(join(this.fleet.logDir, name), 'utf8')] as const,
    );
    return new Map(await Promise.all(texts));
  }

  private async population(): Promise<{ connections: number; sessions: number }> {
    const { data } = await this.fleet.askBroker<{ data: { connected: boolean }[] }>('clients?limit=10000');
    return { connections: data.filter(({ connected }) => connected).length, sessions: data.length };
  }

  private async keepAll(node: string): Promise<void> {
    await this.maker.ok('POST', '/unit_nodes/set_data_pipe_config', {
      query: { uuid: node },
      file: { field: 'data', content: KEEP_ALL, name: 'pipe.yml' },
    });
    await eventually(async () => {
      const counters = await this.maker.ok('GET', `/unit_nodes/get_data_pipe_counters/${node}`);
      return counters.since !== null;
    });
  }

  private async startDevices(): Promise<void> {
    const { mqttPort } = this.fleet;
    const [talker, listener] = this.good as [KnownUnit, KnownUnit];
    const outputs = [this.outputOf(talker), this.outputOf(listener)];
    this.devices = [
      new GoodDevice({ mqttPort, token: talker.token, clientId: talker.uuid, output: outputs[0]! }),
      new GoodDevice({
        mqttPort,
        token: listener.token,
        clientId: 'good-device-2',
        output: outputs[1]!,
        hears: outputs[0]!,
      }),
    ];
    for (const device of this.devices) await device.begin();
    for (const device of this.devices) device.run();
  }
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
