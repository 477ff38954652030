import { eventually, GitHost } from '@unitfleet/testing';
import { createRepo, type RestCaller, signUp, TestFleet, unitFiles } from '@unitfleet/testing-fleet';
import { Client } from 'pg';
import type { WindowRow } from './exact-windows';
import { NumberedDevice } from './numbered-device';

/** Length of the windows that the stage's aggregations have. */
export const WINDOW_MS = 60_000;
/** What NRecords keeps. */
export const KEPT_RECORDS = 1_000;

const POLICIES = {
  every: 'policy_type: TimeWindow, time_window_size: 86400',
  newest: `policy_type: NRecords, n_records_count: ${KEPT_RECORDS}`,
  sum: 'policy_type: Aggregation, aggregation_functions: Sum, time_window_size: 60',
  average: 'policy_type: Aggregation, aggregation_functions: Avg, time_window_size: 60',
  last: 'policy_type: LastValue',
};

export type Output = keyof typeof POLICIES;

/** A Unit whose Outputs are stored by different policies. */
export interface Meter {
  readonly name: string;
  readonly device: NumberedDevice;
  /** Outputs that its device publishes to, in this order. */
  readonly outputs: readonly Output[];
  readonly nodes: Readonly<Record<Output, string>>;
}

const pipeline = (policy: string): string => `
active_period: {type: Permanent}
filters: {type_input_value: Number, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: {${policy}}
`;

/** An instance with numbered devices whose messages several policies store, and what they have stored. */
export class TelemetryStage {
  private readonly devices: NumberedDevice[] = [];

  private constructor(
    readonly fleet: TestFleet,
    private readonly host: GitHost,
    private readonly maker: RestCaller,
    private readonly repoUuid: string,
  ) {}

  /** Engines keep what they acknowledged, as they have to in production. */
  static async start(): Promise<TelemetryStage> {
    const [fleet, host] = await Promise.all([TestFleet.start({ profile: 'durable' }), GitHost.start()]);
    const maker = fleet.rest(await signUp(fleet.rest(), 'maker'));
    const outputs = Object.keys(POLICIES).map((name) => `${name}/pepeunit`);
    const { repoUuid } = await createRepo(host, maker, 'meter', unitFiles({ outputs }));
    return new TelemetryStage(fleet, host, maker, repoUuid);
  }

  /** A new Unit with its device connected and its pipelines at work. */
  async meter(name: string, outputs = Object.keys(POLICIES) as Output[]): Promise<Meter> {
    const unit = await this.maker.ok('POST', '/units', {
      json: {
        repo_uuid: this.repoUuid,
        visibility_level: 'Public',
        name,
        is_auto_update_from_repo_unit: true,
      },
    });
    const { unit_nodes } = await this.maker.ok('GET', '/unit_nodes', { query: { unit_uuid: unit.uuid } });
    const nodes = {} as Record<Output, string>;
    for (const output of outputs) {
      const { uuid } = unit_nodes.find(
        (node: { topic_name: string }) => node.topic_name === `${output}/pepeunit`,
      );
      nodes[output] = uuid;
      await this.maker.ok('POST', '/unit_nodes/set_data_pipe_config', {
        query: { uuid },
        file: { field: 'data', content: pipeline(POLICIES[output]) },
      });
    }
    await this.pipelinesInStream();
    const { PU_AUTH_TOKEN: token } = await this.maker.ok('GET', `/units/env/${unit.uuid}`);
    const device = await NumberedDevice.connect({
      mqttUrl: this.fleet.mqttUrl,
      clientId: unit.uuid,
      token,
      topics: outputs.map((output) => `${this.fleet.domain}/${nodes[output]}/pepeunit`),
    });
    this.devices.push(device);
    return { name, device, outputs, nodes };
  }

  /** Numbers that TimeWindow or NRecords hold, oldest first. */
  async numbers(node: string, type: 'TimeWindow' | 'NRecords'): Promise<number[]> {
    return (await this.rows<{ state: string }>(node, type)).map((row) => Number(row.state));
  }

  windows(node: string): Promise<WindowRow[]> {
    return this.rows<WindowRow>(node, 'Aggregation');
  }

  async lastValue(node: string): Promise<number> {
    const { state } = await this.maker.ok('GET', `/unit_nodes/${node}`);
    return Number(state);
  }

  async stop(): Promise<void> {
    for (const device of this.devices) device.abandon();
    await Promise.all([this.fleet.stop(), this.host.stop()]);
  }

  /** Resolves when all configurations made so far stand in the stream: what comes from now on is treated by them. */
  private async pipelinesInStream(): Promise<void> {
    const database = new Client({ connectionString: this.fleet.engines.DATABASE_URL });
    await database.connect();
    try {
      await eventually(async () => {
        const { rows } = await database.query('select count(*)::int as waiting from datapipe.outbox');
        expect(rows[0].waiting).toBe(0);
      });
    } finally {
      await database.end();
    }
  }

  private async rows<Row>(node: string, type: string): Promise<Row[]> {
    const { pipe_data } = await this.maker.ok<{ pipe_data: Row[] }>(
      'GET',
      '/unit_nodes/get_data_pipe_data/',
      { query: { uuid: node, type, order_by_create_date: 'asc' } },
    );
    return pipe_data;
  }
}
