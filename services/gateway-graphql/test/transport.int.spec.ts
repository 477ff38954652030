import { countRegistryEntities, countUnitEntities, updateUser } from '@unitfleet/contracts';
import { startGateway, UNIT, userToken, type TestGateway } from './support/start-gateway';

const METRICS = '{ getBaseMetrics { userCount } }';
const json = { 'content-type': 'application/json' };

describe('the transport', () => {
  let gateway: TestGateway;
  let graphql: TestGateway['graphql'];

  beforeAll(async () => {
    gateway = await startGateway();
    ({ graphql } = gateway);
    gateway.fleet.on(countRegistryEntities, () => ({
      userCount: 7,
      repositoryRegistryCount: 0,
      repoCount: 0,
    }));
    gateway.fleet.on(countUnitEntities, () => ({ unitCount: 0, unitNodeCount: 0, unitNodeEdgeCount: 0 }));
  });
  afterAll(() => gateway.close());

  const post = (body: string, headers: Record<string, string> = json) =>
    graphql.raw('POST', { body, headers });
  const metrics = { data: { getBaseMetrics: { userCount: 7 } } };

  it('answers a POST of JSON with 200 and JSON', async () => {
    const { status, headers, text } = await post(JSON.stringify({ query: METRICS }));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('content-length')).toBe(String(text.length));
    expect(text).toBe(JSON.stringify(metrics));
  });

  it.each<[string, object]>([
    ['no variables', { query: METRICS, variables: null, operationName: null }],
    ['undeclared variables', { query: METRICS, variables: { whole: { entity: [1] } } }],
    ['extensions', { query: METRICS, extensions: { persistedQuery: { version: 1 } } }],
    ['an empty name', { query: METRICS, operationName: '' }],
    [
      'one operation of several',
      { query: `query a ${METRICS} query b { x: __typename }`, operationName: 'a' },
    ],
  ])('takes %s', async (_, body) => {
    expect((await post(JSON.stringify(body))).json).toEqual(metrics);
  });

  it.each<[string, string, Record<string, string>?]>([
    ['no body', ''],
    ['no query', '{}'],
    ['an empty query', '{"query": ""}'],
    ['a query that is no text', '{"query": 5}'],
    ['broken JSON', '{"query": '],
    ['a batch', JSON.stringify([{ query: METRICS }])],
    ['null', 'null'],
    ['variables that are no object', JSON.stringify({ query: METRICS, variables: [1] })],
    ['a name that is no text', JSON.stringify({ query: METRICS, operationName: 5 })],
    ['another content type', METRICS, { 'content-type': 'application/graphql' }],
    ['a form', 'query=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['multipart without a boundary', 'x', { 'content-type': 'multipart/form-data' }],
  ])('answers %s with 400 and plain text', async (_, body, headers = json) => {
    const { status, headers: answer, text } = await post(body, headers);
    expect(status).toBe(400);
    expect(answer.get('content-type')).toMatch(/^text\/plain/);
    expect(text).not.toBe('');
  });

  it.each([
    ['syntax', '{'],
    ['an unknown field', '{ nothing }'],
    ['a missing argument', '{ getUser { uuid } }'],
    ['an unknown operation', 'query a { __typename } query b { __typename }'],
  ])('answers a fault in the query (%s) with 200, no data and the error', async (_, query) => {
    const { status, json: answer } = await post(JSON.stringify({ query }));
    expect(status).toBe(200);
    expect(Object.keys(answer)).toEqual(['data', 'errors']);
    expect(answer.data).toBeNull();
    expect(answer.errors.length).toBeGreaterThan(0);
    for (const error of answer.errors) expect(Object.keys(error).sort()).not.toContain('extensions');
  });

  it('answers a variable of the wrong type with 200 and the error', async () => {
    const query = 'query getUser($uuid: UUID!) { getUser(uuid: $uuid) { uuid } }';
    const { status, json: answer } = await graphql.ask(query, { variables: { uuid: 'x' } });
    expect(status).toBe(200);
    expect(answer).toEqual({
      data: null,
      errors: [{ message: expect.stringContaining('$uuid'), locations: [{ line: 1, column: 15 }] }],
    });
  });

  describe('GET', () => {
    it('runs a query', async () => {
      const { status, json: answer } = await graphql.raw('GET', {
        query: {
          query: `query a($x: Boolean!) { getBaseMetrics @include(if: $x) { userCount } }`,
          variables: '{"x": true}',
        },
      });
      expect([status, answer]).toEqual([200, metrics]);
    });

    it('runs the query also for a browser', async () => {
      const { json: answer } = await graphql.raw('GET', {
        query: { query: METRICS },
        headers: { accept: 'text/html' },
      });
      expect(answer).toEqual(metrics);
    });

    it.each([
      ['a mutation', { query: 'mutation { deleteUserCookies { isNone } }' }],
      ['nothing', {}],
      ['variables that are not JSON', { query: METRICS, variables: '{' }],
    ])('refuses %s with 400', async (_, query) => {
      const { status, headers } = await graphql.raw('GET', { query });
      expect([status, headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
    });
  });

  it('answers subscriptions over HTTP with 400', async () => {
    const query = `subscription { unitStates(uuids: ["${UNIT}"]) { cursor } }`;
    const { status, text } = await post(JSON.stringify({ query }));
    expect([status, text]).toEqual([400, 'Subscriptions are served over WebSocket']);
  });

  it('hands null on as null, and what is left out as the default', async () => {
    gateway.fleet.on(updateUser, () => ({ uuid: 'x' }));
    const query = 'mutation u($login: String) { updateUser(user: { login: $login }) { uuid } }';
    await graphql.ask(query, { token: userToken, variables: { login: null } });
    expect(gateway.fleet.last(updateUser).request).toEqual({ login: null, password: null });
    await graphql.ask(query, { token: userToken });
    expect(gateway.fleet.last(updateUser).request).toEqual({ login: null, password: null });
  });

  describe('the IDE', () => {
    const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

    it('is shown to browsers, with nothing from elsewhere', async () => {
      const page = await graphql.raw('GET', { headers: html });
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.text).toContain('<base href="/pepeunit/graphql/">');
      const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
      expect(links.length).toBeGreaterThan(5);
      for (const link of links.filter((one) => one !== '/pepeunit/graphql/')) {
        expect(link).not.toMatch(/^(?:https?:)?\/\//);
        const asset = await fetch(new URL(link, `${graphql.url}/`));
        expect([link, asset.status]).toEqual([link, 200]);
        await asset.arrayBuffer();
      }
    });

    it('knows where to ask', async () => {
      const script = await (await fetch(`${graphql.url}/options.js`)).text();
      expect(script).toContain('/pepeunit/graphql');
    });

    it.each(['/..%2f..%2fpackage.json', '/../../../package.json', '/index.html', '/none.js'])(
      'serves no other file: %s',
      async (path) => {
        const response = await fetch(`${graphql.url}${path}`);
        expect(response.status).toBe(404);
        await response.text();
      },
    );
  });

  it.each(['GET', 'POST'])('sends a %s in the other spelling to the right one', async (method) => {
    const { status, headers } = await fetch(`${graphql.url}/?query=x`, { method, redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([307, '/pepeunit/graphql?query=x']);
  });

  it('answers other methods with 405', async () => {
    const { status, headers } = await graphql.raw('DELETE');
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('keeps health and metrics beside the public path', async () => {
    for (const path of ['/healthz/live', '/healthz/ready', '/metrics']) {
      const response = await fetch(`${gateway.origin}${path}`);
      expect([path, response.status]).toEqual([path, 200]);
      await response.text();
    }
  });

  it('counts requests by route, and times operations by field', async () => {
    await post(JSON.stringify({ query: METRICS }));
    const series = await (await fetch(`${gateway.origin}/metrics`)).text();
    expect(series).toMatch(
      /^http_requests_total\{handler="\/pepeunit\/graphql",method="POST",status="2xx".*\} \d+$/m,
    );
    expect(series).toMatch(/^http_requests_total\{.*status="4xx".*\} \d+$/m);
    expect(series).toMatch(
      /^graphql_operation_duration_seconds_count\{.*field="getBaseMetrics",outcome="success".*\} \d+$/m,
    );
  });

  it('answers introspection', async () => {
    const { json: answer } = await graphql.ask('{ __schema { queryType { name } types { name } } }');
    expect(answer.data.__schema.queryType.name).toBe('Query');
  });
});
