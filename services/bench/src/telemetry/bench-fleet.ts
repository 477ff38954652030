import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { GitHost } from '@unitfleet/testing';
import { TestFleet } from '@unitfleet/testing-fleet';
import { JSON_PATH, type PayloadForm } from './load-protocol';

const TABLE = 'datapipe.window_entry';
const pipeline = (form: PayloadForm): string => `
active_period: {type: Permanent}
filters:
  type_input_value: Number
  max_rate: 0
  last_unique_check: false
  max_size: 0${form === 'json' ? `\n  json_path: ${JSON_PATH}` : ''}
processing_policy: {policy_type: TimeWindow, time_window_size: 86400}
`;
const SIDE_BY_SIDE = 20;

/** What ClickHouse holds of a run. */
export interface StoredRows {
  readonly rows: number;
  readonly distinct: number;
  /** From the publisher to the table. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of that, from the publisher through the broker to the bridge. */
  readonly ingressP50Ms: number;
  readonly ingressP99Ms: number;
}

/** A fleet with one Unit of many nodes, each with a TimeWindow pipeline. */
export class BenchFleet {
  readonly topics: readonly string[];

  private constructor(
    readonly fleet: TestFleet,
    readonly token: string,
    private readonly userToken: string,
    private readonly nodes: readonly string[],
    private readonly clickhouse: ClickHouseClient,
  ) {
    this.topics = nodes.map((node) => `${fleet.domain}/${node}/pepeunit`);
  }

  static async start(nodeCount: number, environment: NodeJS.ProcessEnv): Promise<BenchFleet> {
    const [fleet, host] = await Promise.all([TestFleet.start({ environment }), GitHost.start()]);
    const login = { login: 'bench', password: 'bench-password' };
    await fleet.rest().ok('POST', '/users', { json: login });
    const session = await fleet
      .rest()
      .ok('POST', '/users/auth', { json: { ...login, credentials: login.login } });
    const rest = fleet.rest(session.token);
    const outputs = Array.from({ length: nodeCount }, (_, index) => `value_${index}/pepeunit`);
    const schema = { input_base_topic: [], output_base_topic: [], input_topic: [], output_topic: outputs };
    const repository = await host.createRepository('bench', {
      'schema_example.json': JSON.stringify(schema),
      'env_example.json': '{}',
    });
    await repository.tag('v1');
    await repository.push();
    const registry = await rest.ok('POST', '/repository_registry', {
      json: { platform: 'Gitlab', repository_url: repository.url, is_public_repository: true },
    });
    const named = { visibility_level: 'Public', name: 'bench' };
    const repo = await rest.ok('POST', '/repos', {
      json: {
        ...named,
        repository_registry_uuid: registry.uuid,
        default_branch: 'main',
        is_compilable_repo: false,
      },
    });
    const unit = await rest.ok('POST', '/units', {
      json: { ...named, repo_uuid: repo.uuid, is_auto_update_from_repo_unit: true },
    });
    const { unit_nodes } = await rest.ok('GET', '/unit_nodes', { query: { unit_uuid: unit.uuid } });
    const nodes: string[] = unit_nodes.map((node: { uuid: string }) => node.uuid);
    const { PU_AUTH_TOKEN } = await rest.ok('GET', `/units/env/${unit.uuid}`);
    const clickhouse = createClient({ url: fleet.engines.CLICKHOUSE_URL });
    // The bench alone wants to know when a row was stored.
    await clickhouse.command({
      query: `ALTER TABLE ${TABLE} ADD COLUMN IF NOT EXISTS stored_at DateTime64(3, 'UTC') DEFAULT now64(3)`,
    });
    await host.stop();
    const bench = new BenchFleet(fleet, PU_AUTH_TOKEN, session.token, nodes, clickhouse);
    await bench.configure('number');
    return bench;
  }

  /** Gives every node the pipeline for payloads of this form. */
  async configure(form: PayloadForm): Promise<void> {
    const rest = this.fleet.rest(this.userToken);
    const file = { field: 'data', content: pipeline(form) };
    const waiting = [...this.nodes];
    await Promise.all(
      Array.from({ length: SIDE_BY_SIDE }, async () => {
        for (let node = waiting.pop(); node; node = waiting.pop())
          await rest.ok('POST', '/unit_nodes/set_data_pipe_config', { query: { uuid: node }, file });
      }),
    );
  }

  /** Rows in the table, repeated ones included; cheap enough to be asked for during a run. */
  async rowCount(): Promise<number> {
    const result = await this.clickhouse.query({
      query: `SELECT count() AS rows FROM ${TABLE}`,
      format: 'JSONEachRow',
    });
    const [row] = await result.json<{ rows: number | string }>();
    return Number(row!.rows);
  }

  /** Rows of messages published since then, and how long they took from the publisher to the table. */
  async stored(sinceMs: number): Promise<StoredRows> {
    const sent = 'toUInt64(substring(state, 1, 13))';
    const after = (column: string) => `toInt64(toUnixTimestamp64Milli(${column})) - toInt64(${sent})`;
    const result = await this.clickhouse.query({
      query: `SELECT count() AS rows, uniqExact(unit_node_uuid, state) AS distinct,
                quantile(0.5)(${after('stored_at')}) AS p50Ms, quantile(0.99)(${after('stored_at')}) AS p99Ms,
                quantile(0.5)(${after('create_datetime')}) AS ingressP50Ms,
                quantile(0.99)(${after('create_datetime')}) AS ingressP99Ms
              FROM ${TABLE} FINAL WHERE ${sent} >= {since: UInt64}`,
      query_params: { since: sinceMs },
      format: 'JSONEachRow',
    });
    const [row] = await result.json<Record<keyof StoredRows, number | string>>();
    return {
      rows: Number(row!.rows),
      distinct: Number(row!.distinct),
      p50Ms: Math.round(Number(row!.p50Ms)),
      p99Ms: Math.round(Number(row!.p99Ms)),
      ingressP50Ms: Math.round(Number(row!.ingressP50Ms)),
      ingressP99Ms: Math.round(Number(row!.ingressP99Ms)),
    };
  }

  /** Resolves when a read shows the row. */
  async untilReadable(nodeIndex: number, state: string): Promise<void> {
    for (;;) {
      const result = await this.clickhouse.query({
        query: `SELECT count() AS rows FROM ${TABLE} WHERE unit_node_uuid = {node: UUID} AND state = {state: String}`,
        query_params: { node: this.nodes[nodeIndex], state },
        format: 'JSONEachRow',
      });
      const [row] = await result.json<{ rows: number | string }>();
      if (Number(row!.rows) > 0) return;
    }
  }

  async stop(): Promise<void> {
    await this.clickhouse.close();
    await this.fleet.stop();
  }
}
