import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { eventually, GitHost } from '@unitfleet/testing';
import { createRepo, signUp, unitFiles, TestFleet, type RestCaller } from '@unitfleet/testing-fleet';

interface Node {
  readonly uuid: string;
  readonly topic_name: string;
  readonly state: string | null;
}

interface Counters {
  readonly accepted: number;
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
}

type Policy = 'NRecords' | 'TimeWindow' | 'Aggregation';

/** A setting that means nothing here. */
const IGNORED = { PU_MIN_TOPIC_UPDATE_TIME: '30' };
const TOPICS = ['last', 'last-text', 'records', 'records-text', 'window', 'window-text', 'sum', 'free'];

/** A pipeline that lets everything through, but for what is said. */
export const pipeline = (policy: string, type: 'Text' | 'Number' = 'Number', filters = ''): string => `
active_period: { type: Permanent }
filters: { type_input_value: ${type}, max_rate: 0, max_size: 0${filters} }
processing_policy: { ${policy} }
`;

/** An instance with two devices of one repository: one sends, the other one is somebody else's. */
export class Meter {
  fleet!: TestFleet;
  host!: GitHost;
  maker!: RestCaller;
  other!: RestCaller;
  device!: MqttClient;
  /** Uuids of the device's nodes by name. */
  nodes: Record<string, string> = {};
  foreignNode!: string;
  private makerToken!: string;
  private token!: string;

  async begin(): Promise<void> {
    this.host = await GitHost.start();
    this.fleet = await TestFleet.start({ settings: IGNORED });
    this.makerToken = await signUp(this.fleet.rest(), 'maker');
    this.maker = this.fleet.rest(this.makerToken);
    this.other = this.fleet.rest(await signUp(this.fleet.rest(), 'other'));
    const files = unitFiles({ outputs: TOPICS.map((name) => `${name}/pepeunit`) });
    const { repoUuid } = await createRepo(this.host, this.maker, 'meter', files);
    const unit = await this.createUnit(this.maker, repoUuid, 'meter-1');
    const foreign = await this.createUnit(this.other, repoUuid, 'meter-2');
    this.nodes = await this.nodesOf(this.maker, unit);
    this.foreignNode = (await this.nodesOf(this.other, foreign)).records!;
    const { PU_AUTH_TOKEN: token } = await this.maker.ok('GET', `/units/env/${unit}`);
    this.token = token;
    this.device = await this.connect(unit, 200);
  }

  async end(): Promise<void> {
    await this.device?.endAsync(true);
    await Promise.all([this.fleet?.stop(), this.host?.stop()]);
  }

  /** Another connection of the device; `reconnectPeriod` 0 is none after the first. */
  connect(clientId: string, reconnectPeriod: number): Promise<MqttClient> {
    return connectAsync(this.fleet.mqttUrl, {
      clientId,
      username: this.token,
      password: '',
      protocolVersion: 4,
      reconnectPeriod,
    });
  }

  topicOf(node: string): string {
    return `${this.fleet.domain}/${node}/pepeunit`;
  }

  async send(name: string, payload: string | Buffer): Promise<void> {
    await this.device.publishAsync(this.topicOf(this.nodes[name]!), payload, { qos: 1 });
  }

  setPipeline(node: string, document: string | Buffer, by = this.maker) {
    return by.call('POST', '/unit_nodes/set_data_pipe_config', {
      query: { uuid: node },
      file: { field: 'data', content: document as string, name: 'pipe.yml' },
    });
  }

  /** Sets pipelines of nodes by name, which must take them; resolves when they run. */
  async configure(documents: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, document] of Object.entries(documents)) {
      const answer = await this.setPipeline(this.nodes[name]!, document);
      expect([name, answer.status, answer.text]).toEqual([name, 204, '']);
    }
    for (const name of Object.keys(documents)) await this.running(name);
  }

  /** Resolves when the newest configuration of a node is installed: nothing is counted under it before. */
  async running(name: string): Promise<void> {
    await eventually(async () => {
      const path = `/unit_nodes/get_data_pipe_counters/${this.nodes[name]}`;
      return (await this.maker.ok('GET', path)).since !== null;
    });
  }

  checkPipeline(document: string | Buffer) {
    return this.maker.call('POST', '/unit_nodes/check_data_pipe_config', {
      file: { field: 'data', content: document as string, name: 'pipe.yml' },
    });
  }

  /** A query with one file, as the GraphQL multipart specification has it. */
  async graphql(query: string, variables: object = {}, file?: Buffer) {
    const body = new FormData();
    body.append('operations', JSON.stringify({ query, variables }));
    body.append('map', JSON.stringify(file ? { 0: ['variables.file'] } : {}));
    if (file) body.append('0', new Blob([new Uint8Array(file)]), 'pipe.yml');
    const answer = await fetch(`${this.fleet.origin}/pepeunit/graphql`, {
      method: 'POST',
      headers: { 'x-auth-token': this.makerToken, 'apollo-require-preflight': 'true' },
      body,
    });
    return (await answer.json()) as { data: Record<string, never>; errors?: { message: string }[] };
  }

  node(name: string) {
    return this.maker.ok('GET', `/unit_nodes/${this.nodes[name]}`);
  }

  async rows(name: string, type: Policy): Promise<string[]> {
    const { pipe_data: rows } = await this.maker.ok('GET', '/unit_nodes/get_data_pipe_data/', {
      query: { uuid: this.nodes[name]!, type, order_by_create_date: 'asc' },
    });
    return rows.map((row: { state: string }) => row.state);
  }

  async counters(
    node: string,
    by = this.maker,
  ): Promise<{ accepted: number; dropped: Record<string, number> }> {
    const { accepted, dropped } = await by.ok<Counters>('GET', `/unit_nodes/get_data_pipe_counters/${node}`);
    return { accepted, dropped: Object.fromEntries(dropped.map(({ reason, count }) => [reason, count])) };
  }

  /** Awaits that so many messages of a node were accepted or dropped. */
  async processed(name: string, count: number): Promise<void> {
    await eventually(
      async () => {
        const { accepted, dropped } = await this.counters(this.nodes[name]!);
        const total = Object.values(dropped).reduce((sum, one) => sum + one, accepted);
        expect([name, total]).toEqual([name, count]);
      },
      { intervalMs: 200 },
    );
  }

  /** What a process has written to its log, a line each. */
  async log(name: string): Promise<string[]> {
    const text = await readFile(join(this.fleet.logDir, `${name}.log`), 'utf8').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  }

  private async createUnit(by: RestCaller, repoUuid: string, name: string): Promise<string> {
    const json = {
      repo_uuid: repoUuid,
      visibility_level: 'Public',
      name,
      is_auto_update_from_repo_unit: true,
    };
    return (await by.ok('POST', '/units', { json })).uuid;
  }

  private async nodesOf(by: RestCaller, unit: string): Promise<Record<string, string>> {
    const { unit_nodes } = await by.ok('GET', '/unit_nodes', { query: { unit_uuid: unit } });
    return Object.fromEntries(
      unit_nodes.map((node: Node) => [node.topic_name.replace('/pepeunit', ''), node.uuid]),
    );
  }
}
