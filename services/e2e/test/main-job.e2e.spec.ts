import { randomUUID } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { connectAsync, type MqttClient } from 'mqtt';
import { extract } from 'tar-stream';
import { GitHost, eventually } from '@unitfleet/testing';
import {
  createRepo,
  type CreatedRepo,
  type RestCaller,
  signUp,
  TestFleet,
  unitFiles,
} from '@unitfleet/testing-fleet';

interface UnitNode {
  uuid: string;
  type: string;
  topic_name: string;
}

const SENSOR_OUTPUTS = ['temperature/pepeunit', 'average/pepeunit', 'records/pepeunit', 'window/pepeunit'];

const pipeline = (policy: string, type = 'Number') => `
active_period: {type: Permanent}
filters: {type_input_value: ${type}, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: ${policy}
`;

/** The main job, from a Git repository to a living device and stored data, through public faces only. */
describe('the main job', () => {
  let fleet: TestFleet;
  let host: GitHost;
  let maker: RestCaller;
  let sensorRepo: CreatedRepo;
  let fanRepo: CreatedRepo;
  let sensor: string;
  let fan: string;
  let pinned: string;
  const clients: MqttClient[] = [];

  beforeAll(async () => {
    [fleet, host] = await Promise.all([
      TestFleet.start({ settings: { PU_STATE_SEND_INTERVAL: '2', PU_MIN_INTERVAL_SYNC_REPOSITORY: '0' } }),
      GitHost.start(),
    ]);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(clients.map((client) => client.endAsync(true)));
    await Promise.all([fleet?.stop(), host?.stop()]);
  }, 60_000);

  const connect = async (token: string, clientId: string): Promise<MqttClient> => {
    const client = await connectAsync(fleet.mqttUrl, {
      clientId,
      username: token,
      password: '',
      protocolVersion: 4,
      reconnectPeriod: 0,
    });
    clients.push(client);
    return client;
  };

  const tokenOf = async (unit: string): Promise<string> =>
    (await maker.ok('GET', `/units/env/${unit}`)).PU_AUTH_TOKEN;

  const nodesOf = async (unit: string): Promise<Record<string, string>> => {
    const { unit_nodes } = await maker.ok('GET', '/unit_nodes', { query: { unit_uuid: unit } });
    return Object.fromEntries(unit_nodes.map((node: UnitNode) => [node.topic_name, node.uuid]));
  };

  const baseTopic = (direction: string, unit: string, name: string) =>
    `${fleet.domain}/${direction}/${unit}/${name}`;

  describe('1. users', () => {
    it('makes the first one an admin, the second one not', async () => {
      const token = await signUp(fleet.rest(), 'maker');
      maker = fleet.rest(token);
      const { users } = await maker.ok('GET', '/users');
      expect(users).toMatchObject([{ login: 'maker', role: 'Admin', status: 'Unverified' }]);
      await signUp(fleet.rest(), 'guest');
      const { users: both } = await maker.ok('GET', '/users', { query: { search_string: 'guest' } });
      expect(both).toMatchObject([{ login: 'guest', role: 'User' }]);
    });

    it('refuses a wrong password and an unknown login with the contract’s codes', async () => {
      const wrong = await fleet
        .rest()
        .call('POST', '/users/auth', { json: { credentials: 'maker', password: 'no' } });
      expect([wrong.status, wrong.body.detail]).toEqual([403, expect.stringMatching(/^403: 1: No Access: /)]);
      const unknown = await fleet
        .rest()
        .call('POST', '/users/auth', { json: { credentials: 'x', password: 'no' } });
      expect([unknown.status, unknown.body.detail]).toEqual([
        422,
        expect.stringMatching(/^422: 2: Validation Error: /),
      ]);
    });
  });

  describe('2. repositories', () => {
    it('mirrors a repository and lists its branches, commits and tags', async () => {
      sensorRepo = await createRepo(host, maker, 'sensor', unitFiles({ outputs: SENSOR_OUTPUTS }));
      const registry = await maker.ok('GET', `/repository_registry/${sensorRepo.registryUuid}`);
      expect(registry).toMatchObject({ sync_status: 'Updated', sync_error: null, branches: ['main'] });
      const commits = await maker.ok(
        'GET',
        `/repository_registry/branch_commits/${sensorRepo.registryUuid}`,
        {
          query: { repo_branch: 'main' },
        },
      );
      expect(commits).toEqual([
        { commit: await sensorRepo.repository.head(), summary: 'First version', tag: 'v1.0.0' },
      ]);
    });

    it('shows the failure of a repository that does not answer', async () => {
      const registry = await maker.ok('POST', '/repository_registry', {
        json: { platform: 'Gitlab', repository_url: `${host.url}/nowhere.git`, is_public_repository: true },
      });
      expect(registry).toMatchObject({
        sync_status: 'Error',
        sync_error: expect.stringMatching(/^422: \d+: /),
      });
    });
  });

  describe('3. Units', () => {
    const createUnit = (name: string, repo: CreatedRepo, extra: object = {}) =>
      maker.ok('POST', '/units', {
        json: {
          repo_uuid: repo.repoUuid,
          visibility_level: 'Public',
          name,
          is_auto_update_from_repo_unit: true,
          ...extra,
        },
      });

    it('are created from a repository, following it or pinned, with the nodes of its schema', async () => {
      fanRepo = await createRepo(
        host,
        maker,
        'ventilator',
        unitFiles({ inputs: ['temperature/pepeunit'], outputs: ['speed/pepeunit'] }),
      );
      sensor = (await createUnit('sensor-1', sensorRepo)).uuid;
      fan = (await createUnit('fan-1', fanRepo)).uuid;
      const commit = await sensorRepo.repository.head();
      const unit = await createUnit('sensor-pinned', sensorRepo, {
        is_auto_update_from_repo_unit: false,
        repo_branch: 'main',
        repo_commit: commit,
      });
      pinned = unit.uuid;
      expect(Object.keys(await nodesOf(sensor)).sort()).toEqual([...SENSOR_OUTPUTS].sort());
      expect(await maker.ok('GET', `/units/get_target_version/${pinned}`)).toEqual({ commit, tag: 'v1.0.0' });
    });

    it('refuse a repository without or with a broken schema', async () => {
      for (const [name, schema] of [
        ['schemaless', null],
        ['broken-schema', '{"input_topic": 1'],
      ] as const) {
        const repo = await createRepo(host, maker, name, {
          ...unitFiles({}),
          'schema_example.json': schema ?? '{}',
          x: 'x',
        });
        if (schema === null) {
          await repo.repository.commit({ 'schema_example.json': null }, 'Lose the schema', { tag: 'v2.0.0' });
          await repo.repository.push();
          await maker.ok('PATCH', `/repository_registry/update_local_repository/${repo.registryUuid}`);
        }
        const answer = await maker.call('POST', '/units', {
          json: {
            repo_uuid: repo.repoUuid,
            visibility_level: 'Public',
            name: `${name}-u`.slice(0, 20),
            is_auto_update_from_repo_unit: true,
          },
        });
        expect([answer.status, answer.body.detail]).toEqual([422, expect.stringMatching(/^422: (5|9): /)]);
      }
    });
  });

  describe('4. env, schema, firmware', () => {
    it('gives the generated env and keeps what the user sets', async () => {
      const env = await maker.ok('GET', `/units/env/${sensor}`);
      expect(env).toMatchObject({
        PU_DOMAIN: fleet.domain,
        PU_HTTP_TYPE: 'http',
        PU_MQTT_PORT: fleet.mqttPort,
        GREETING: 'hello',
        INTERVAL: 5,
        PU_COMMIT_VERSION: await sensorRepo.repository.head(),
      });
      const envJson = JSON.stringify({ GREETING: 'привет', INTERVAL: 7, UNKNOWN: 1 });
      const set = await maker.call('PATCH', `/units/env/${sensor}`, { json: { env_json_string: envJson } });
      expect([set.status, set.text]).toEqual([204, '']);
      const changed = await maker.ok('GET', `/units/env/${sensor}`);
      expect(changed).toMatchObject({ GREETING: 'привет', INTERVAL: 7, PU_SECRET_KEY: env.PU_SECRET_KEY });
      expect(changed).not.toHaveProperty('UNKNOWN');
      expect((await fleet.rest().call('GET', `/units/env/${sensor}`)).status).toBe(403);
    });

    it('gives the schema with the physical topics', async () => {
      const nodes = await nodesOf(sensor);
      const schema = await maker.ok('GET', `/units/get_current_schema/${sensor}`);
      expect(schema.output_base_topic['state/pepeunit']).toEqual([
        baseTopic('output_base_topic', sensor, 'state/pepeunit'),
      ]);
      expect(schema.output_topic['temperature/pepeunit']).toEqual([
        `${fleet.domain}/${nodes['temperature/pepeunit']}/pepeunit`,
      ]);
    });

    const readTar = async (bytes: Buffer): Promise<Map<string, string>> => {
      const files = new Map<string, string>();
      const unpack = extract();
      unpack.end(bytes);
      for await (const entry of unpack) {
        const chunks: Buffer[] = [];
        for await (const chunk of entry) chunks.push(chunk as Buffer);
        files.set(entry.header.name, Buffer.concat(chunks).toString('utf8'));
      }
      return files;
    };

    it('packs the firmware as tar, tgz and zip', async () => {
      const tar = await maker.call('GET', `/units/firmware/tar/${sensor}`);
      expect([tar.status, tar.headers.get('content-type')]).toEqual([200, 'application/x-tar']);
      expect(Number(tar.headers.get('content-length'))).toBe(tar.bytes.length);
      const files = await readTar(tar.bytes);
      expect([...files.keys()]).toEqual([
        './',
        './env.json',
        './lib/',
        './lib/sensor.py',
        './main.py',
        './schema.json',
      ]);
      expect(JSON.parse(files.get('./env.json')!)).toMatchObject({ GREETING: 'привет', INTERVAL: 7 });
      expect(files.get('./env.json')).toContain('\\u043f');

      const tgz = await maker.call('GET', `/units/firmware/tgz/${sensor}`, {
        query: { wbits: '9', level: '9' },
      });
      expect(tgz.bytes.subarray(0, 2).toString('hex')).toBe('18d3');
      expect([...(await readTar(inflateSync(tgz.bytes, { windowBits: 9 }))).keys()]).toEqual([
        ...files.keys(),
      ]);

      const zip = await maker.call('GET', `/units/firmware/zip/${sensor}`);
      expect([zip.headers.get('content-type'), zip.bytes.subarray(0, 2).toString()]).toEqual([
        'application/zip',
        'PK',
      ]);
      const refused = await maker.call('GET', `/units/firmware/tgz/${sensor}`, { query: { wbits: '8' } });
      expect([refused.status, refused.body.detail]).toEqual([422, expect.stringMatching(/^422: 7: /)]);
    });
  });

  describe('5. a device', () => {
    it('connects with its token; strangers and foreign topics are refused', async () => {
      const stranger = `${(await tokenOf(sensor)).slice(0, -4)}AAAA`;
      await expect(connect(stranger, 'stranger')).rejects.toThrow(/not authorized/i);
      await expect(connect('', 'nobody')).rejects.toThrow(/not authorized/i);
      const device = await connect(await tokenOf(sensor), 'foreign-topics');
      const foreign = baseTopic('input_base_topic', fan, 'update/pepeunit');
      const own = baseTopic('input_base_topic', sensor, 'update/pepeunit');
      const subscribed = (topic: string) =>
        device.subscribeAsync(topic).then(
          ([grant]) => grant?.qos ?? 128,
          () => 128,
        );
      expect(await subscribed(own)).toBeLessThan(128);
      expect(await subscribed(foreign)).toBe(128);
      expect(await subscribed(`${fleet.domain}/#`)).toBe(128);
      await device.endAsync();
    });

    it('tells its state and logs, readable over REST', async () => {
      const device = await connect(await tokenOf(sensor), 'teller');
      const commit = await sensorRepo.repository.head();
      const state = { millis: 1, mem_free: 2.5, pu_commit_version: commit, nonsense: true };
      await device.publishAsync(
        baseTopic('output_base_topic', sensor, 'state/pepeunit'),
        JSON.stringify(state),
        { qos: 1 },
      );
      const logs = [
        { level: 'info', text: 'started' },
        { level: 'nonsense', text: 'dropped' },
        { level: 'ERROR', text: 'ой' },
      ];
      await device.publishAsync(
        baseTopic('output_base_topic', sensor, 'log/pepeunit'),
        JSON.stringify(logs),
        { qos: 1 },
      );
      await eventually(async () => {
        const unit = await maker.ok('GET', `/units/${sensor}`);
        expect(unit).toMatchObject({
          current_commit_version: commit,
          unit_state: { millis: 1, mem_free: 2.5, freq: null },
        });
      });
      await eventually(async () => {
        const { count, unit_logs } = await maker.ok('GET', '/units/log_list/', { query: { uuid: sensor } });
        expect(count).toBe(2);
        expect(unit_logs.map((log: { text: string }) => log.text).sort()).toEqual(['started', 'ой']);
      });
      await device.endAsync();
    });
  });

  describe('6. an edge', () => {
    it('delivers the sensor’s values to the fan in the order sent', async () => {
      const [from, to] = [await nodesOf(sensor), await nodesOf(fan)];
      const edge = {
        node_output_uuid: from['temperature/pepeunit'],
        node_input_uuid: to['temperature/pepeunit'],
      };
      const created = await maker.call('POST', '/unit_nodes/create_unit_node_edge', { json: edge });
      expect([created.status, created.body]).toEqual([201, expect.objectContaining(edge)]);
      const schema = await maker.ok('GET', `/units/get_current_schema/${fan}`);
      const topics: string[] = schema.input_topic['temperature/pepeunit'];
      expect(topics).toEqual([
        `${fleet.domain}/${to['temperature/pepeunit']}/pepeunit`,
        `${fleet.domain}/${from['temperature/pepeunit']}/pepeunit`,
      ]);

      const [sender, receiver] = await Promise.all([
        connect(await tokenOf(sensor), 'edge-sensor'),
        connect(await tokenOf(fan), 'edge-fan'),
      ]);
      const received: string[] = [];
      const values = Array.from({ length: 200 }, (_, index) => String(20 + index / 10));
      const complete = new Promise<void>((resolve) => {
        receiver.on('message', (_topic, payload) => {
          received.push(payload.toString());
          if (received.length === values.length) resolve();
        });
      });
      for (const topic of topics) await receiver.subscribeAsync(topic, { qos: 1 });
      for (const value of values) sender.publish(topics[1]!, value, { qos: 1 });
      await complete;
      expect(received).toEqual(values);
      await Promise.all([sender.endAsync(), receiver.endAsync()]);
    });
  });

  describe('7. pipelines', () => {
    const setPipeline = (node: string, document: string) =>
      maker.call('POST', '/unit_nodes/set_data_pipe_config', {
        query: { uuid: node },
        file: { field: 'data', content: document, name: 'pipe.yml' },
      });

    const readData = (node: string, type: string) =>
      maker.ok('GET', '/unit_nodes/get_data_pipe_data/', {
        query: { uuid: node, type, order_by_create_date: 'asc' },
      });

    it('of every policy store what the device sends', async () => {
      const nodes = await nodesOf(sensor);
      const uuidOf = (name: string) => nodes[`${name}/pepeunit`]!;
      const documents: Record<string, string> = {
        temperature: pipeline('{policy_type: LastValue}'),
        records: pipeline('{policy_type: NRecords, n_records_count: 3}'),
        window: pipeline('{policy_type: TimeWindow, time_window_size: 86400}', 'Text'),
        average: pipeline('{policy_type: Aggregation, time_window_size: 60, aggregation_functions: Avg}'),
      };
      for (const [name, document] of Object.entries(documents)) {
        const answer = await setPipeline(uuidOf(name), document);
        expect([name, answer.status, answer.text]).toEqual([name, 204, '']);
      }
      const device = await connect(await tokenOf(sensor), 'pipelines');
      for (const name of Object.keys(documents)) {
        for (const value of ['1', '2', '3', '4', '5.5']) {
          await device.publishAsync(`${fleet.domain}/${uuidOf(name)}/pepeunit`, value, { qos: 1 });
        }
      }
      await eventually(async () => {
        const node = await maker.ok('GET', `/unit_nodes/${uuidOf('temperature')}`);
        expect(node).toMatchObject({ state: '5.5', is_data_pipe_active: true, data_pipe_status: 'Active' });
        const records = await readData(uuidOf('records'), 'NRecords');
        expect(records.pipe_data.map((row: { state: string }) => row.state)).toEqual(['3', '4', '5.5']);
        const window = await readData(uuidOf('window'), 'TimeWindow');
        expect(window).toMatchObject({
          count: 5,
          pipe_data: [{ state: '1', state_type: 'Text', size: 1 }, {}, {}, {}, {}],
        });
      });
      await fleet.advanceClock(61_000);
      await eventually(async () => {
        const { pipe_data } = await readData(uuidOf('average'), 'Aggregation');
        const total = pipe_data.reduce((sum: number, row: { state: number }) => sum + row.state, 0);
        expect(pipe_data.length).toBeGreaterThanOrEqual(1);
        if (pipe_data.length === 1) expect(total).toBeCloseTo(3.1, 12);
        expect(pipe_data[0]).toMatchObject({ aggregation_type: 'Avg', time_window_size: 60 });
      });
      await device.endAsync();
    });

    it('are refused when they are wrong', async () => {
      const nodes = await nodesOf(sensor);
      for (const document of ['filters: [', '- 1', '', 'active_period: {type: Never}']) {
        const answer = await setPipeline(nodes['window/pepeunit']!, document);
        expect([answer.status, answer.body.detail]).toEqual([422, expect.stringMatching(/^422: 8: /)]);
      }
    });
  });

  describe('8. a new version', () => {
    it('reaches the device that follows the repository; a pinned Unit stays', async () => {
      const device = await connect(await tokenOf(sensor), 'updater');
      const before = await sensorRepo.repository.head();
      const command = new Promise<{ COMMAND: string; PU_COMMIT_VERSION: string }>((resolve) => {
        device.on('message', (topic, payload) => {
          if (topic.endsWith('/update/pepeunit')) resolve(JSON.parse(payload.toString()));
        });
      });
      await device.subscribeAsync(baseTopic('input_base_topic', sensor, 'update/pepeunit'));
      const commit = await sensorRepo.repository.commit(
        unitFiles({ outputs: [...SENSOR_OUTPUTS, 'pressure/pepeunit'] }),
        'Measure pressure',
        { tag: 'v1.1.0' },
      );
      await sensorRepo.repository.push();
      await maker.ok('PATCH', `/repository_registry/update_local_repository/${sensorRepo.registryUuid}`);
      await maker.ok('PATCH', `/repos/update_units_firmware/${sensorRepo.repoUuid}`);
      expect(await command).toEqual({ COMMAND: 'Update', PU_COMMIT_VERSION: commit });
      expect(await maker.ok('GET', `/units/${sensor}`)).toMatchObject({
        firmware_update_status: 'RequestSent',
      });
      expect(Object.keys(await nodesOf(sensor))).toContain('pressure/pepeunit');

      const state = JSON.stringify({ pu_commit_version: commit });
      await device.publishAsync(baseTopic('output_base_topic', sensor, 'state/pepeunit'), state, { qos: 1 });
      await eventually(async () => {
        const unit = await maker.ok('GET', `/units/${sensor}`);
        expect(unit).toMatchObject({ firmware_update_status: 'Success', current_commit_version: commit });
      });
      expect(await maker.ok('GET', `/units/get_target_version/${pinned}`)).toMatchObject({ commit: before });
      expect(Object.keys(await nodesOf(pinned))).not.toContain('pressure/pepeunit');
      await device.endAsync();
    });
  });

  describe('bad input', () => {
    const detailOf = async (method: string, path: string, request = {}, rest = maker) => {
      const { status, body } = await rest.call(method, path, request);
      return `${status} ${typeof body?.detail === 'string' ? body.detail : JSON.stringify(body?.detail)}`;
    };

    it('gets the contract’s errors', async () => {
      const guest = fleet.rest(
        (
          await fleet
            .rest()
            .ok('POST', '/users/auth', { json: { credentials: 'guest', password: 'guest-password-1' } })
        ).token,
      );
      const unknown = randomUUID();
      for (const path of [
        '/units',
        '/units/env',
        '/repos',
        '/repository_registry',
        '/unit_nodes',
        '/units/firmware/zip',
        '/users',
      ]) {
        expect([path, await detailOf('GET', `${path}/${unknown}`)]).toEqual([
          path,
          expect.stringMatching(/^422 422: 2: /),
        ]);
      }
      expect(await detailOf('GET', '/units/nonsense')).toMatch(/^422 \[\{/);
      expect(await detailOf('PATCH', `/units/${sensor}`, { json: { name: 'stolen' } }, guest)).toMatch(
        /^403 403: 1: /,
      );
      expect(await detailOf('DELETE', `/units/${sensor}`, {}, guest)).toMatch(/^403 403: 1: /);
      const broken = { raw: { content: '{"login": ', type: 'application/json' } };
      expect(await detailOf('POST', '/users/auth', broken, fleet.rest())).toMatch(/^422 \[\{/);
      expect(await detailOf('PATCH', `/units/env/${sensor}`, { json: { env_json_string: '[1' } })).toMatch(
        /^422 422: 9: /,
      );
      expect(await detailOf('GET', '/nowhere')).toBe('404 Not Found');
      expect(await detailOf('GET', `/units/${sensor}`, {}, fleet.rest('garbage'))).toMatch(/^403 403: 1: /);
    });
  });
});
