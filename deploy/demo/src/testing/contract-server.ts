import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StoredNode {
  uuid: string;
  unit_uuid: string;
  type: string;
  topic_name: string;
  is_data_pipe_active: boolean;
  data_pipe_yml: string | null;
}

const DEFAULT_PIPELINE = JSON.stringify({
  filters: { type_input_value: 'Text', max_rate: 5, max_size: 100 },
  processing_policy: { policy_type: 'LastValue' },
});

type Row = Record<string, string>;

/** As much of the platform's REST interface as the demo calls, in memory. */
export class ContractServer {
  readonly users: Row[] = [];
  readonly registries: Row[] = [];
  readonly repos: Row[] = [];
  readonly units: Row[] = [];
  readonly nodes: StoredNode[] = [];
  readonly edges: Row[] = [];
  readonly uploads: { uuid: string; yaml: string }[] = [];
  /** Topics of a new Unit, by the name of its Repo. */
  topics: Record<string, { Input: string[]; Output: string[] }> = {};
  env: Record<string, unknown> = {};
  archive: Buffer = Buffer.alloc(0);
  busyAnswers = 0;
  syncStatus = 'Updated';
  downloads = 0;
  private readonly server = createServer((request, response) => {
    this.route(request).then(
      ([status, body]) => {
        const bytes = Buffer.isBuffer(body) ? body : body === undefined ? '' : JSON.stringify(body);
        response.writeHead(status).end(bytes);
      },
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/pepeunit/api/v1`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async route(request: IncomingMessage): Promise<[number, unknown]> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const isJson = request.headers['content-type'] === 'application/json';
    const body = (isJson ? JSON.parse(text) : {}) as Row;
    const url = new URL(request.url ?? '', 'http://x');
    const path = url.pathname.replace('/pepeunit/api/v1', '');
    const call = `${request.method} ${path}`;
    if (this.busyAnswers > 0) {
      this.busyAnswers -= 1;
      return [503, { detail: 'starting' }];
    }
    if (call === 'POST /users') return this.register(body);
    if (call === 'POST /users/auth') return this.login(body);
    if (request.headers['x-auth-token'] !== 'user-token')
      return [403, { detail: '403: 1: No Access: token' }];
    return this.authorised(call, path, url.searchParams, body, text);
  }

  private authorised(
    call: string,
    path: string,
    query: URLSearchParams,
    body: Row,
    text: string,
  ): [number, unknown] {
    const last = path.split('/').at(-1);
    switch (call) {
      case 'GET /repository_registry':
        return [200, { count: 0, repositories_registry: this.registries }];
      case 'POST /repository_registry':
        return [
          201,
          add(this.registries, { ...body, sync_status: this.syncStatus, sync_error: '422: 5: no' }),
        ];
      case 'GET /repos':
        return [200, { count: 0, repos: this.repos }];
      case 'POST /repos':
        return [201, add(this.repos, body)];
      case 'GET /units':
        return [200, { count: 0, units: this.units }];
      case 'POST /units':
        return [201, this.createUnit(body)];
      case 'GET /unit_nodes':
        return [200, { count: 0, unit_nodes: this.listNodes(query) }];
      case 'POST /unit_nodes/create_unit_node_edge':
        return [201, add(this.edges, body)];
      case 'POST /unit_nodes/set_data_pipe_config':
        return this.setPipeline(query.get('uuid') ?? '', text);
      default:
    }
    if (call === `PATCH /repository_registry/update_local_repository/${last}`) {
      const registry = this.registries.find(({ uuid }) => uuid === last);
      if (registry) registry.sync_status = 'Updated';
      return [204, undefined];
    }
    if (path.startsWith('/repository_registry/'))
      return [200, this.registries.find(({ uuid }) => uuid === last)];
    if (path.startsWith('/units/env/')) return [200, this.env];
    if (path.startsWith('/units/firmware/tgz/')) {
      this.downloads += 1;
      return [200, this.archive];
    }
    return [404, { detail: 'Not Found' }];
  }

  private register(body: Row): [number, unknown] {
    if (this.users.some(({ login }) => login === body.login)) return [422, { detail: '422: 3: taken' }];
    return [201, add(this.users, body)];
  }

  private login(body: Row): [number, unknown] {
    const user = this.users.find(({ login }) => login === body.credentials);
    if (!user) return [422, { detail: '422: 2: Validation Error: unknown' }];
    return user.password === body.password
      ? [200, { token: 'user-token' }]
      : [403, { detail: '403: 1: password' }];
  }

  private createUnit(body: Row): Row {
    const unit = add(this.units, body);
    for (const [type, topics] of Object.entries(this.topics[body.name ?? ''] ?? {})) {
      for (const topic_name of topics) {
        const node = { uuid: randomUUID(), unit_uuid: unit.uuid ?? '', type, topic_name };
        this.nodes.push({ ...node, is_data_pipe_active: true, data_pipe_yml: DEFAULT_PIPELINE });
      }
    }
    return unit;
  }

  private listNodes(query: URLSearchParams): StoredNode[] {
    const output = query.get('output_uuid');
    if (!output) return this.nodes.filter((node) => node.unit_uuid === query.get('unit_uuid'));
    const inputs = this.edges.filter((e) => e.node_output_uuid === output).map((e) => e.node_input_uuid);
    return this.nodes.filter(({ uuid }) => inputs.includes(uuid));
  }

  private setPipeline(uuid: string, form: string): [number, unknown] {
    const node = this.nodes.find((item) => item.uuid === uuid);
    if (!node || !form.includes('name="data"')) return [422, { detail: '422: 8: no' }];
    this.uploads.push({ uuid, yaml: form });
    const policy = /policy_type: (\w+)/.exec(form)?.[1];
    node.data_pipe_yml = JSON.stringify({ filters: {}, processing_policy: { policy_type: policy } });
    return [204, undefined];
  }
}

function add(rows: Row[], row: Row): Row {
  const stored = { uuid: randomUUID(), ...row };
  rows.push(stored);
  return stored;
}
