import { connect } from 'node:net';
import {
  authorizeTokenTopic,
  checkPipeline,
  createRepositoryRegistry,
  describeUnitFirmware,
  DomainError,
  getUnit,
  registerUser,
} from '@unitfleet/contracts';
import { startGateway, UNIT, unitToken, userToken, type TestGateway } from './support/start-gateway';
import { repositoryRegistry, unit, user } from './support/views';

/** Long enough that no window ends during a test. */
const WINDOW_S = 3_600;
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

describe('limits', () => {
  let gateway: TestGateway;
  let rest: TestGateway['rest'];
  let fleet: TestGateway['fleet'];

  beforeAll(async () => {
    gateway = await startGateway({
      RATE_LIMIT_USER: '5',
      RATE_LIMIT_ADDRESS: '3',
      RATE_LIMIT_WINDOW_S: String(WINDOW_S),
      RATE_LIMIT_PIPE_CHECK: '1',
      RATE_LIMIT_ARCHIVE: '1',
      RATE_LIMIT_REPOSITORY_SYNC: '1',
      RATE_LIMIT_REGISTRATION: '1',
      RATE_LIMIT_EXEMPT: '10.0.0.0/8',
      TRUSTED_PROXIES: '127.0.0.0/8,::1',
    });
    ({ rest, fleet } = gateway);
    fleet.on(getUnit, () => unit);
  });
  afterAll(() => gateway.close());

  const ask = (options: Parameters<TestGateway['rest']['call']>[2]) =>
    rest.call('GET', `/units/${UNIT}`, options);
  const statuses = async (times: number, options: Parameters<TestGateway['rest']['call']>[2]) => {
    const found: number[] = [];
    for (let asked = 0; asked < times; asked += 1) found.push((await ask(options)).status);
    return found;
  };

  it('answers 429 with the time to wait to an address that asks too often, and to no other', async () => {
    expect(await statuses(3, from('203.0.113.1'))).toEqual([200, 200, 200]);
    const refused = await ask(from('203.0.113.1'));
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(WINDOW_S);
    expect(refused.json).toEqual({ detail: expect.stringMatching(/^429: 90: Too Many Requests: /) });
    expect(await statuses(1, from('203.0.113.2'))).toEqual([200]);
  });

  it('counts a token that does not count against the address', async () => {
    const garbage = { ...from('203.0.113.3'), token: 'garbage' };
    expect(await statuses(4, garbage)).toEqual([403, 403, 403, 429]);
    expect(await statuses(1, from('203.0.113.3'))).toEqual([429]);
  });

  it('counts Users and Units by themselves, wherever they ask from', async () => {
    const seen = [
      ...(await statuses(3, { ...from('203.0.113.4'), token: userToken })),
      ...(await statuses(3, { ...from('203.0.113.5'), token: userToken })),
    ];
    expect(seen).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await statuses(1, { ...from('203.0.113.4'), token: unitToken })).toEqual([200]);
    expect(await statuses(1, from('203.0.113.4'))).toEqual([200]);
  });

  it('leaves exempt networks alone, and believes nobody who only claims to be there', async () => {
    expect(await statuses(6, from('10.1.2.3'))).toEqual(Array(6).fill(200));
    expect(await statuses(4, from('10.1.2.3, 203.0.113.6'))).toEqual([200, 200, 200, 429]);
  });

  it('limits what is expensive more tightly', async () => {
    fleet.on(checkPipeline, () => ({ problems: [] }));
    fleet.on(registerUser, () => user);
    fleet.on(createRepositoryRegistry, () => repositoryRegistry);
    fleet.on(describeUnitFirmware, () => {
      throw new DomainError('Unit', 'no archive');
    });
    const form = () => {
      const content = new FormData();
      content.set('data', new Blob(['a: 1']), 'pipe.yml');
      return { raw: { content } };
    };
    const registry = { platform: 'Gitlab', repository_url: 'x', is_public_repository: true };
    const calls = [
      ['POST', '/unit_nodes/check_data_pipe_config', form, 200],
      ['POST', '/users', () => ({ json: { login: 'maker', password: 'secret' } }), 201],
      ['POST', '/repository_registry', () => ({ json: registry }), 201],
      ['GET', `/units/firmware/tgz/${UNIT}`, () => ({}), 422],
    ] as const;
    for (const [index, [method, path, content, status]] of calls.entries()) {
      const address = from(`198.51.100.${index}`);
      expect((await rest.call(method, path, { ...address, ...content() })).status).toBe(status);
      const refused = await rest.call(method, path, { ...address, ...content() });
      expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true]);
    }
  });

  it('counts questions of a broker by its address', async () => {
    fleet.on(authorizeTokenTopic, () => ({ isAllowed: true }));
    const options = { ...from('203.0.113.7'), json: { token: 'a', topic: 'b' } };
    const found: number[] = [];
    for (let asked = 0; asked < 4; asked += 1)
      found.push((await rest.call('POST', '/units/auth', options)).status);
    expect(found).toEqual([200, 200, 200, 429]);
  });

  /** Sends bytes that no client sends; answers all that comes until the end of the connection. */
  const raw = (content: string): Promise<string> =>
    new Promise((resolve) => {
      const { port, hostname } = new URL(gateway.origin);
      const socket = connect(Number(port), hostname, () => socket.write(content));
      let answer = '';
      socket.on('data', (bytes) => (answer += bytes.toString('utf8')));
      // A connection that ends before everything was read is reset, after its answer.
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(answer));
    });

  it('takes a query with the uuids of a whole page', async () => {
    const query = Array.from({ length: 500 }, () => `uuids=${UNIT}`).join('&');
    const { status } = await rest.call('GET', `/units/${UNIT}?${query}`, from('10.0.0.1'));
    expect(status).toBe(200);
  });

  it.each([
    ['headers without end', `GET / HTTP/1.1\r\nx: ${'y'.repeat(100_000)}`, 431, 'Header Too Large'],
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'Bad Request'],
  ])('ends %s with an answer in the form of errors', async (_, content, status, detail) => {
    const answer = await raw(content);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toEqual({ detail });
  });
});
