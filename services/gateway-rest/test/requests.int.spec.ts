import { once } from 'node:events';
import { connect } from 'node:net';
import {
  bulkUpdateRepos,
  createUnit,
  DomainError,
  getUnit,
  listBranchCommits,
  listUnits,
  listUsers,
  loginUser,
  createRepositoryRegistry,
  noAccess,
  readPipeData,
  registerUser,
  sendUnitCommand,
  updateUser,
  getRegistryCredentials,
  blockUser,
  updateUnitNode,
  deleteUnitNodeEdge,
  listUnitLogs,
  authorizeTokenTopic,
  countRegistryEntities,
  countUnitEntities,
} from '@unitfleet/contracts';
import { NODE, startGateway, UNIT, USER, userToken, type TestGateway } from './support/start-gateway';
import { repositoryRegistry, unit, unitNode, user } from './support/views';

const problem = (type: string, ...loc: (string | number)[]) => expect.objectContaining({ type, loc });

describe('requests of the REST face', () => {
  let gateway: TestGateway;
  let rest: TestGateway['rest'];
  let fleet: TestGateway['fleet'];

  beforeAll(async () => {
    gateway = await startGateway();
    ({ rest, fleet } = gateway);
  });
  afterAll(() => gateway.close());

  describe('shapes', () => {
    it('answers an entity with snake_case keys, nulls, times without zone and user JSON as it is', async () => {
      fleet.on(getUnit, () => unit);
      const { status, json, headers } = await rest.call('GET', `/units/${UNIT}`);
      expect(status).toBe(200);
      expect(headers.get('content-length')).not.toBeNull();
      expect(json).toEqual({
        uuid: UNIT,
        visibility_level: 'Public',
        name: 'thermometer',
        create_datetime: '2025-01-02T03:04:05.123000',
        is_auto_update_from_repo_unit: true,
        target_firmware_platform: null,
        repo_branch: null,
        repo_commit: null,
        unit_state: {
          ifconfig: [{ someKey: 1 }],
          millis: 5,
          mem_free: null,
          mem_alloc: null,
          freq: null,
          statvfs: [],
          pu_commit_version: null,
        },
        current_commit_version: null,
        last_update_datetime: '2025-01-02T03:04:05',
        creator_uuid: USER,
        repo_uuid: USER,
        firmware_update_status: null,
        firmware_update_error: null,
        last_firmware_update_datetime: null,
        unit_nodes: [],
        is_online: false,
        last_seen_datetime: null,
        target_commit: null,
        is_outdated: false,
      });
    });

    it('answers 201 to what is created and hands nested objects on', async () => {
      fleet.on(createRepositoryRegistry, () => repositoryRegistry);
      const body = {
        platform: 'Gitlab',
        repository_url: 'http://localhost/thermometer.git',
        is_public_repository: false,
        credentials: { username: 'maker', pat_token: 'secret', more: 1 },
        unknown: true,
      };
      const { status, json } = await rest.call('POST', '/repository_registry', {
        token: userToken,
        json: body,
      });
      expect(status).toBe(201);
      expect(json).toMatchObject({ sync_status: 'Updated', branches: ['main'], creator_uuid: USER });
      expect(fleet.last(createRepositoryRegistry)).toMatchObject({
        actor: { kind: 'User', uuid: USER },
        request: {
          platform: 'Gitlab',
          repositoryUrl: 'http://localhost/thermometer.git',
          isPublicRepository: false,
          credentials: { username: 'maker', patToken: 'secret' },
        },
      });
    });

    it.each([null, { username: 'maker' }, 'text'])('checks nested objects: %j', async (credentials) => {
      fleet.on(createRepositoryRegistry, () => repositoryRegistry);
      const body = { platform: 'Gitlab', repository_url: 'x', is_public_repository: true, credentials };
      const { status, json } = await rest.call('POST', '/repository_registry', { json: body });
      if (credentials === null) return expect(status).toBe(201);
      expect(status).toBe(422);
      expect(json.detail[0].loc.slice(0, 2)).toEqual(['body', 'credentials']);
    });

    it('answers null as JSON, and nothing at all to commands', async () => {
      fleet.on(getRegistryCredentials, () => null);
      const credentials = await rest.call('GET', `/repository_registry/get_credentials/${UNIT}`);
      expect([credentials.status, credentials.text]).toEqual([200, 'null']);
      fleet.on(blockUser, () => null);
      const blocked = await rest.call('PATCH', `/users/block/${USER}`, {
        raw: { content: '', type: 'application/json' },
      });
      expect([blocked.status, blocked.text]).toEqual([204, '']);
      fleet.on(bulkUpdateRepos, () => null);
      expect((await rest.call('POST', '/repos/bulk_update')).status).toBe(204);
    });

    it('shows rows of a pipe in the form of their policy', async () => {
      fleet.on(readPipeData, () => ({
        count: 1,
        pipeData: [{ policy: 'LastValue', unitNodeUuid: NODE, state: '21', lastUpdateDatetime: new Date(0) }],
      }));
      const { json } = await rest.call(
        'GET',
        `/unit_nodes/get_data_pipe_data/?uuid=${NODE}&type=LastValue&limit=5`,
      );
      expect(json).toEqual({
        count: 1,
        pipe_data: [{ unit_node_uuid: NODE, state: '21', last_update_datetime: '1970-01-01T00:00:00' }],
      });
    });

    it('adds the counters of the owners up', async () => {
      fleet.on(countRegistryEntities, () => ({ userCount: 1, repositoryRegistryCount: 2, repoCount: 3 }));
      fleet.on(countUnitEntities, () => ({ unitCount: 4, unitNodeCount: 5, unitNodeEdgeCount: 6 }));
      expect((await rest.call('GET', '/metrics/')).json).toEqual({
        user_count: 1,
        repository_registry_count: 2,
        repo_count: 3,
        unit_count: 4,
        unit_node_count: 5,
        unit_node_edge_count: 6,
      });
    });
  });

  describe('queries', () => {
    it('reads lists as repeated keys, booleans as words, uuids in any spelling', async () => {
      fleet.on(listUnits, () => ({ count: 1, units: [unit] }));
      const query =
        `is_include_output_unit_nodes=yes&order_by_unit_name=asc&order_by_create_date=desc&limit=5&offset=0` +
        `&unit_node_uuids=${NODE.toUpperCase()}&unit_node_uuids=${UNIT.replaceAll('-', '')}` +
        `&visibility_level=Public&visibility_level=Odd&is_bot_auth=false&repo_uuid={${USER}}`;
      const { status, json } = await rest.call('GET', `/units?${query}`);
      expect(status).toBe(200);
      expect(json.count).toBe(1);
      expect(fleet.last(listUnits).request).toMatchObject({
        includeUnitNodes: true,
        orderByUnitName: 'asc',
        orderByCreateDate: 'desc',
        orderByLastUpdate: 'desc',
        limit: 5,
        offset: 0,
        unitNodeUuids: [NODE, UNIT],
        visibilityLevel: ['Public', 'Odd'],
        unitNodeType: ['Output', 'Input'],
        repoUuid: USER,
      });
    });

    it('takes a list of one and leaves defaults to the owner', async () => {
      fleet.on(listUsers, () => ({ count: 0, users: [] }));
      await rest.call('GET', `/users?uuids=${USER}&limit=0`, { token: userToken });
      expect(fleet.last(listUsers).request).toMatchObject({
        uuids: [USER],
        role: ['User', 'Admin'],
        limit: 0,
        orderByCreateDate: 'desc',
      });
    });

    it('reads times: without zone they are UTC', async () => {
      fleet.on(readPipeData, () => ({ count: 0, pipeData: [] }));
      const query = `uuid=${NODE}&type=Aggregation&start_create_datetime=2025-01-02T03:04:05&end_create_datetime=2025-01-02T03:04:05%2B01:00&aggregation_type=Avg&limit=5`;
      expect((await rest.call('GET', `/unit_nodes/get_data_pipe_data/?${query}`)).status).toBe(200);
      expect(fleet.last(readPipeData).request).toMatchObject({
        nodeUuid: NODE,
        startCreateDatetime: new Date('2025-01-02T03:04:05Z'),
        endCreateDatetime: new Date('2025-01-02T02:04:05Z'),
        aggregationType: ['Avg'],
      });
    });

    it.each(['limit=501', 'limit=-1', 'offset=-1'])('refuses a page out of range: %s', async (query) => {
      const { status, json } = await rest.call('GET', `/units?${query}`);
      expect([status, typeof json.detail]).toEqual([422, 'string']);
      expect(json.detail).toMatch(/^422: 2: Validation Error: /);
    });

    it('gives no commits for limit 0, and ten by default', async () => {
      const commits = [{ commit: 'a', summary: 'first', tag: null }];
      fleet.on(listBranchCommits, () => ({ commits }));
      const path = `/repository_registry/branch_commits/${UNIT}?repo_branch=main`;
      expect((await rest.call('GET', path)).json).toEqual(commits);
      expect(fleet.last(listBranchCommits).request).toMatchObject({ limit: 10, offset: 0, onlyTag: false });
      expect((await rest.call('GET', `${path}&limit=0`)).json).toEqual([]);
    });

    it.each([
      ['/units?limit=x', [problem('int_parsing', 'query', 'limit')]],
      ['/units?limit=', [problem('int_parsing', 'query', 'limit')]],
      ['/units?uuids=' + UNIT + '&uuids=1', [problem('uuid_parsing', 'query', 'uuids', 1)]],
      ['/units?order_by_create_date=up', [problem('enum', 'query', 'order_by_create_date')]],
      [
        '/units?is_include_output_unit_nodes=2',
        [problem('bool_parsing', 'query', 'is_include_output_unit_nodes')],
      ],
      ['/units?search_string=%00', [problem('value_error', 'query', 'search_string')]],
      ['/units/log_list/', [problem('missing', 'query', 'uuid')]],
      [`/units/log_list/?uuid=${UNIT}&level=Odd'`, [problem('enum', 'query', 'level', 0)]],
      ['/units/1', [problem('uuid_parsing', 'path', 'uuid')]],
      [
        '/unit_nodes/get_data_pipe_data/?type=Odd&start_create_datetime=soon',
        [
          problem('missing', 'query', 'uuid'),
          problem('enum', 'query', 'type'),
          problem('datetime_from_date_parsing', 'query', 'start_create_datetime'),
        ],
      ],
    ])('cannot read %s', async (path, problems) => {
      const { status, json } = await rest.call('GET', path);
      expect(status).toBe(422);
      expect(json.detail).toEqual(expect.arrayContaining(problems));
      expect(json.detail).toHaveLength(problems.length);
    });
  });

  describe('bodies', () => {
    const body = {
      repo_uuid: USER,
      visibility_level: 'Public',
      name: 'unit',
      is_auto_update_from_repo_unit: true,
    };

    it('takes nulls and whole entities', async () => {
      fleet.on(createUnit, () => unit);
      const json = { ...body, repo_branch: null, unit_nodes: [], uuid: 5 };
      expect((await rest.call('POST', '/units', { json })).status).toBe(201);
      expect(fleet.last(createUnit).request).toEqual({
        repoUuid: USER,
        visibilityLevel: 'Public',
        name: 'unit',
        isAutoUpdateFromRepoUnit: true,
        repoBranch: null,
      });
    });

    it.each([
      ['a missing field', { ...body, name: undefined }, problem('missing', 'body', 'name')],
      ['null where a value is needed', { ...body, name: null }, problem('string_type', 'body', 'name')],
      ['a wrong type', { ...body, name: 5 }, problem('string_type', 'body', 'name')],
      [
        'an unknown level',
        { ...body, visibility_level: 'PUBLIC' },
        problem('enum', 'body', 'visibility_level'),
      ],
      ['a wrong uuid', { ...body, repo_uuid: {} }, problem('uuid_type', 'body', 'repo_uuid')],
      ['a list', [body], problem('model_attributes_type', 'body')],
      ['a text', 'unit', problem('model_attributes_type', 'body')],
      ['null', null, problem('missing', 'body')],
    ])('cannot read %s', async (_, json, expected) => {
      const answer = await rest.call('POST', '/units', { json });
      expect(answer.status).toBe(422);
      expect(answer.json.detail).toEqual([expected]);
    });

    it.each([
      ['malformed JSON', '{"name": ', 'application/json', 'json_invalid'],
      ['no body', '', 'application/json', 'missing'],
      ['a form', 'name=unit', 'application/x-www-form-urlencoded', 'model_attributes_type'],
      ['text', '{}', 'text/plain', 'model_attributes_type'],
    ])('cannot read %s', async (_, content, type, expected) => {
      const { status, json } = await rest.call('POST', '/units', { raw: { content, type } });
      expect(status).toBe(422);
      expect(json.detail[0]).toMatchObject({ type: expected });
      expect(json.detail[0].loc[0]).toBe('body');
    });

    it('names all problems at once, with what was sent', async () => {
      const { json } = await rest.call('POST', '/users', { json: { login: 5 } });
      expect(json.detail).toEqual([
        { type: 'string_type', loc: ['body', 'login'], msg: 'Input should be a valid string', input: 5 },
        { type: 'missing', loc: ['body', 'password'], msg: 'Field required', input: expect.anything() },
      ]);
    });

    it('ignores bodies that nobody asked for', async () => {
      fleet.on(bulkUpdateRepos, () => null);
      const raw = { content: '{"broken', type: 'application/json' };
      expect((await rest.call('POST', '/repos/bulk_update', { raw })).status).toBe(204);
    });

    it('refuses what is too large', async () => {
      const json = { login: 'x'.repeat(2 * 1024 * 1024), password: '' };
      expect((await rest.call('POST', '/users', { json })).status).toBe(413);
    });

    it('reads a body that it refuses to its end, and goes on with the connection', async () => {
      const { port, host, hostname } = new URL(gateway.origin);
      const socket = connect(Number(port), hostname);
      let answers = '';
      socket.on('data', (data) => (answers += data.toString()));
      const post = (body: Buffer) => {
        const head = `POST /pepeunit/api/v1/users HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json`;
        socket.write(`${head}\r\ncontent-length: ${body.length}\r\n\r\n`);
        return new Promise((sent) => socket.write(body, sent));
      };
      await post(Buffer.alloc(8 * 1024 * 1024, ' '));
      await post(Buffer.from('{}'));
      while (!answers.includes(' 422 ')) await once(socket, 'data');
      expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 422']);
      socket.destroy();
    });

    it('says when to come again after too many logins', async () => {
      fleet.on(loginUser, () => {
        throw new DomainError('TooManyRequests', 'too many attempts', { retryAfterS: 42 });
      });
      const json = { credentials: 'maker', password: '12345678' };
      const { status, headers } = await rest.call('POST', '/users/auth', { json });
      expect([status, headers.get('retry-after')]).toEqual([429, '42']);
    });

    it('is not fooled by keys of prototypes', async () => {
      fleet.on(registerUser, () => user);
      const raw = {
        content: '{"login":"maker","password":"12345678","__proto__":{"x":1},"constructor":{}}',
        type: 'application/json',
      };
      expect((await rest.call('POST', '/users', { raw })).status).toBe(201);
      expect(fleet.last(registerUser).request).toEqual({ login: 'maker', password: '12345678' });
    });

    it('ignores the path when users edit themselves', async () => {
      fleet.on(updateUser, () => user);
      expect(
        (await rest.call('PATCH', '/users/whoever', { token: userToken, json: { login: 'maker' } })).status,
      ).toBe(200);
    });

    it('updates a node with what is given', async () => {
      fleet.on(updateUnitNode, () => unitNode);
      await rest.call('PATCH', `/unit_nodes/${NODE}`, {
        json: { max_connections: 5, visibility_level: null },
      });
      expect(fleet.last(updateUnitNode).request).toEqual({
        uuid: NODE,
        maxConnections: 5,
        visibilityLevel: null,
      });
    });

    it('tells the address behind the edge at a login', async () => {
      fleet.on(loginUser, () => ({ token: 'a.b.c' }));
      const json = { credentials: 'maker', password: 'secret' };
      const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' };
      expect((await rest.call('POST', '/users/auth', { json, headers })).json).toEqual({ token: 'a.b.c' });
      expect(fleet.last(loginUser).request).toMatchObject({ address: '203.0.113.9' });
    });
  });

  describe('commands in queries', () => {
    it('sends a command and deletes an edge', async () => {
      fleet.on(sendUnitCommand, () => null);
      fleet.on(deleteUnitNodeEdge, () => null);
      const path = `/units/send_command_to_input_base_topic/${UNIT}`;
      expect((await rest.call('POST', `${path}?command=EnvUpdate`)).status).toBe(204);
      expect((await rest.call('POST', `${path}?command=ENV_UPDATE`)).status).toBe(422);
      const edge = `node_output_uuid=${NODE}&node_input_uuid=${UNIT}`;
      expect((await rest.call('DELETE', `/unit_nodes/delete_unit_node_edge?${edge}`)).status).toBe(204);
      expect(fleet.last(deleteUnitNodeEdge).request).toEqual({ nodeOutputUuid: NODE, nodeInputUuid: UNIT });
    });
  });

  describe('errors', () => {
    it.each([
      ['403: 1: No Access: not yours', 403, () => noAccess('not yours')],
      ['422: 2: Validation Error: gone', 422, () => new DomainError('Validation', 'gone')],
      ['405: 15: Feature Flag Error: off', 405, () => new DomainError('FeatureFlag', 'off')],
      ['503: 91: Service Unavailable: later', 503, () => new DomainError('Unavailable', 'later')],
    ])('answers "%s"', async (detail, status, error) => {
      fleet.on(getUnit, () => {
        throw error();
      });
      const answer = await rest.call('GET', `/units/${UNIT}`);
      expect([answer.status, answer.json]).toEqual([status, { detail }]);
    });

    it('says when the owner does not answer', async () => {
      const { status, json } = await rest.call('GET', `/unit_nodes/${NODE}`);
      expect(status).toBe(503);
      expect(json.detail).toMatch(/^503: 91: Service Unavailable: units/);
    });
  });

  describe('paths', () => {
    const base = '/pepeunit/api/v1';

    it.each([
      ['GET', '/units/', 307, `${base}/units`],
      ['GET', '/units/?limit=5&uuids=a', 307, `${base}/units?limit=5&uuids=a`],
      ['GET', `/units/${UNIT}/`, 307, `${base}/units/${UNIT}`],
      ['GET', '/metrics', 307, `${base}/metrics/`],
      ['POST', '/users/auth/', 307, `${base}/users/auth`],
      ['GET', '/units/log_list', 422, null],
      ['GET', '/unit_nodes/get_data_pipe_data', 422, null],
      ['GET', '/users/auth', 422, null],
      ['PUT', '/units', 405, null],
      ['DELETE', `/users/${USER}`, 405, null],
      ['HEAD', '/units', 405, null],
      ['POST', '/units/log_list/', 405, null],
      ['GET', '/nothing', 404, null],
      ['GET', '/units/a/b/c', 404, null],
      ['GET', '', 404, null],
      ['GET', '/units/%', 404, null],
      ['GET', '/healthz/live', 404, null],
    ])('%s %s is %i', async (method, path, status, location) => {
      const answer = await rest.call(method, path);
      expect([answer.status, answer.headers.get('location')]).toEqual([status, location]);
      if (status === 404) expect(answer.json).toEqual({ detail: 'Not Found' });
      if (status === 405 && method !== 'HEAD') expect(answer.json).toEqual({ detail: 'Method Not Allowed' });
    });

    it('reads logs at the path with its slash', async () => {
      fleet.on(listUnitLogs, () => ({ count: 0, unitLogs: [] }));
      const { json } = await rest.call('GET', `/units/log_list/?uuid=${UNIT}&level=Info&level=Error`);
      expect(json).toEqual({ count: 0, unit_logs: [] });
      expect(fleet.last(listUnitLogs).request).toMatchObject({ level: ['Info', 'Error'] });
    });
  });

  describe('the broker hook', () => {
    const json = { token: 'a.b.c', topic: `localhost/${NODE}` };
    const result = async () => {
      const { status, json: answer } = await rest.call('POST', '/units/auth', { json, token: 'garbage' });
      return [status, answer];
    };

    it('answers 200 whatever happens', async () => {
      expect(await result()).toEqual([200, { result: 'deny' }]);
      fleet.on(authorizeTokenTopic, () => ({ isAllowed: true }));
      expect(await result()).toEqual([200, { result: 'allow' }]);
      fleet.on(authorizeTokenTopic, () => ({ isAllowed: false }));
      expect(await result()).toEqual([200, { result: 'deny' }]);
    });
  });
});
