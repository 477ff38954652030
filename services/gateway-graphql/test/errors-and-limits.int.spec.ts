import { checkPipeline, getUser, listUnits, listUsers } from '@unitfleet/contracts';
import * as users from './documents/users';
import { user } from './support/registry-views';
import { startGateway, UNIT, USER, userToken, type TestGateway } from './support/start-gateway';

const UNEXPECTED = '500: 92: Internal Error: ';

describe('errors', () => {
  let gateway: TestGateway;
  let graphql: TestGateway['graphql'];
  let fleet: TestGateway['fleet'];
  beforeAll(async () => {
    gateway = await startGateway();
    ({ graphql, fleet } = gateway);
  });
  afterAll(() => gateway.close());

  const askUser = () => graphql.ask(users.getUser, { variables: { uuid: USER } });

  it.each<[string, unknown]>([
    ['answers that are none', null],
    ['answers of another shape', { uuid: USER }],
    ['values that the schema does not know', { ...user, role: 'Emperor' }],
  ])('tell no internals of %s', async (_, answer) => {
    fleet.on(getUser, () => answer);
    const { status, json, text } = await askUser();
    expect(status).toBe(200);
    expect(json).toMatchObject({ data: null, errors: [{ path: ['getUser'] }] });
    expect(json.errors[0].message.startsWith(UNEXPECTED)).toBe(true);
    expect(text).not.toMatch(/stack|Emperor|zod|invalid_|UserType/i);
  });

  it('say that a service is away', async () => {
    const { json } = await graphql.ask('mutation { bulkUpdate { isNone } }', { token: userToken });
    expect(json.errors[0].message).toMatch(/^503: 91: Service Unavailable: /);
  });

  it('tell a page out of bounds in plain words', async () => {
    fleet.on(listUsers, () => ({ count: 0, users: [] }));
    const message = async (page: object) =>
      (await graphql.ask(users.getUsers, { variables: { ...page } })).json.errors[0].message;
    expect(await message({ offset: -1 })).toBe('Offset must be greater than or equal to 0');
    expect(await message({ limit: -1 })).toBe('Limit must be greater than or equal to 0');
    expect(await message({ limit: 501 })).toBe('Limit must be less than or equal to 500');
    expect((await graphql.ask(users.getUsers, { variables: { limit: 500 } })).json.errors).toBeUndefined();
  });

  it('of an argument that is null at run time are the caller’s', async () => {
    const query = `query c($only: Boolean) {
      getBranchCommits(uuid: "${UNIT}", filters: { repoBranch: "main", onlyTag: $only }) { commit }
    }`;
    const { json } = await graphql.ask(query, { variables: { only: null } });
    expect(json.data).toBeNull();
    expect(json.errors[0].message).not.toContain(UNEXPECTED);
  });
});

describe('uploads', () => {
  let gateway: TestGateway;
  let graphql: TestGateway['graphql'];
  const check =
    'query checkDataPipeConfig($file: Upload!) { checkDataPipeConfig(file: $file) { stage message } }';
  const operations = JSON.stringify({ query: check, variables: { file: null } });

  beforeAll(async () => {
    gateway = await startGateway({ UPLOAD_LIMIT: '4096', JSON_BODY_LIMIT: '1024' });
    ({ graphql } = gateway);
    gateway.fleet.on(checkPipeline, () => ({ problems: [] }));
  });
  afterAll(() => gateway.close());

  const send = (
    parts: Record<string, string>,
    files: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => {
    const body = new FormData();
    for (const [name, text] of Object.entries(parts)) body.append(name, text);
    for (const [name, text] of Object.entries(files)) body.append(name, new Blob([text]), 'upload.yml');
    return graphql.raw('POST', { body, headers });
  };

  it('come with a multipart request', async () => {
    const map = JSON.stringify({ 1: ['variables.file'] });
    const { status, json } = await send({ operations, map }, { 1: 'filters: {}' });
    expect([status, json]).toEqual([200, { data: { checkDataPipeConfig: [] } }]);
    const { document } = gateway.fleet.last(checkPipeline).request;
    expect(Buffer.from(document as Uint8Array).toString()).toBe('filters: {}');
  });

  it.each<[string, Record<string, string>, Record<string, string>?]>([
    ['no operations', { map: '{}' }],
    ['no map', { operations }],
    ['a map that is no object', { operations, map: '[]' }],
    ['a file that is not there', { operations, map: '{"1": ["variables.file"]}' }],
    ['a place that is not there', { operations, map: '{"1": ["variables.other"]}' }, { 1: 'x' }],
    ['a place that is taken', { operations, map: '{"1": ["query"]}' }, { 1: 'x' }],
    ['a place outside the request', { operations, map: '{"1": ["__proto__.file"]}' }, { 1: 'x' }],
    ['paths that are no list', { operations, map: '{"1": 5}' }, { 1: 'x' }],
    ['a batch', { operations: `[${operations}]`, map: '{"1": ["0.variables.file"]}' }, { 1: 'x' }],
    ['operations that are not JSON', { operations: '{', map: '{}' }],
  ])('with %s are answered with 400', async (_, parts, files = {}) => {
    const { status, headers } = await send(parts, files);
    expect([status, headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
  });

  it('beyond the limit are answered with 413', async () => {
    const map = JSON.stringify({ 1: ['variables.file'] });
    expect((await send({ operations, map }, { 1: 'x'.repeat(2_000) })).status).toBe(413);
    expect((await send({ operations, map }, { 1: 'x'.repeat(900), 2: 'x'.repeat(900) })).status).toBe(413);
    const user = { 'x-auth-token': userToken };
    expect((await send({ operations, map }, { 1: 'x'.repeat(5_000) }, user)).status).toBe(413);
  });

  it('of others than Users are as large as a document at most', async () => {
    const map = JSON.stringify({ 1: ['variables.file'] });
    const files = { 1: 'x'.repeat(2_000) };
    expect((await send({ operations, map }, files)).status).toBe(413);
    expect((await send({ operations, map }, files, { 'x-auth-token': 'garbage' })).status).toBe(413);
    const { status, json } = await send({ operations, map }, files, { 'x-auth-token': userToken });
    expect([status, json.errors[0].message]).toEqual([
      200,
      expect.stringContaining('the file has 2000 bytes'),
    ]);
  });

  it('are no JSON', async () => {
    const { json } = await graphql.ask(check, { variables: { file: 'filters: {}' } });
    expect(json.errors[0].message).toContain('Upload must be a file');
  });
});

describe('limits', () => {
  const refused = '422: 2: Validation Error: the query ';
  let gateway: TestGateway;
  let graphql: TestGateway['graphql'];
  beforeAll(async () => {
    gateway = await startGateway({
      GRAPHQL_MAX_ALIASES: '3',
      GRAPHQL_MAX_DEPTH: '3',
      GRAPHQL_MAX_COST: '30000',
      GRAPHQL_MAX_TOKENS: '200',
      GRAPHQL_BODY_LIMIT: '20000',
    });
    ({ graphql } = gateway);
    gateway.fleet.on(listUnits, () => ({ count: 0, units: [] }));
  });
  afterAll(() => gateway.close());

  const message = async (query: string, variables = {}): Promise<string | undefined> => {
    const { status, json } = await graphql.ask(query, { variables });
    expect(status).toBe(200);
    return json.errors?.[0].message;
  };
  const metrics = (count: number) =>
    `{ ${Array.from({ length: count }, (_, index) => `a${index}: getBaseMetrics { unitCount }`).join(' ')} }`;

  it('of aliases', async () => {
    expect(await message(metrics(3))).not.toContain(refused);
    expect(await message(metrics(4))).toBe(`${refused}has 4 aliases, 3 are allowed`);
  });

  it('of aliases, without any for the schema, which is large and counts for nothing else', async () => {
    const twice = '{ __schema { types { ...T } } } fragment T on __Type { name other: name }';
    expect(await message(twice)).toBe(`${refused}has 1 aliases, 0 are allowed`);
    expect(await message('{ __schema { types { name fields { name } } } }')).toBeUndefined();
    expect(await message('{ a: __typename b: __typename }')).toBeUndefined();
  });

  it('of depth, also through fragments', async () => {
    const deep = '{ getUnits(filters: {}) { units { ...U } } } fragment U on UnitType { unitNodes { uuid } }';
    expect(await message(deep)).toBe(`${refused}is 4 levels deep, 3 are allowed`);
    expect(await message('{ getUnits(filters: {}) { units { uuid } } }')).toBeUndefined();
  });

  it('of cost, by the limits of lists', async () => {
    const twice = `query q($limit: Int) {
      a: getUnits(filters: { limit: $limit }) { units { ...F } }
      b: getUnits(filters: { limit: 500 }) { units { ...F } }
      c: getUnits(filters: {}) { units { ...F } }
    } fragment F on UnitType { ${'uuid '.repeat(21)} }`;
    expect(await message(twice, { limit: 500 })).toMatch(/may answer \d+ values, 30000 are allowed$/);
    expect(await message(twice, { limit: 6 })).toBeUndefined();
    expect(await message(twice, { limit: 0 })).toMatch(/values, 30000 are allowed$/);
  });

  it('of tokens', async () => {
    expect(await message(`{ ${'__typename '.repeat(300)} }`)).toMatch(/more tha[nt] 200 tokens/);
  });

  it('of bodies', async () => {
    const { status, headers } = await graphql.ask(`{ __typename } # ${'x'.repeat(20_000)}`);
    expect([status, headers.get('content-type')]).toEqual([413, 'text/plain; charset=utf-8']);
  });
});

describe('rates', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({
      RATE_LIMIT_ADDRESS: '3',
      RATE_LIMIT_WINDOW_S: '3600',
      RATE_LIMIT_EXEMPT: '',
    });
  });
  afterAll(() => gateway.close());

  it('beyond the allowed are answered with 429 and the time to wait, before anything is read', async () => {
    const ask = () =>
      gateway.graphql.raw('POST', { body: '{', headers: { 'content-type': 'application/json' } });
    for (let count = 0; count < 3; count += 1) expect((await ask()).status).toBe(400);
    const { status, headers, text } = await ask();
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(text).toMatch(/^429: 90: Too Many Requests: /);
    const user = await gateway.graphql.ask('{ __typename }', { token: userToken });
    expect(user.status).toBe(200);
  });
});
