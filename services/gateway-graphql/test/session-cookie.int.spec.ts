import {
  DomainError,
  endSession,
  getUser,
  issueGrafanaSession,
  loginUser,
  noAccess,
  resolveSession,
} from '@unitfleet/contracts';
import { signUserToken } from '@unitfleet/security';
import * as documents from './documents/users';
import { user } from './support/registry-views';
import {
  key,
  SID,
  startGateway,
  unitToken,
  USER,
  userToken,
  type TestGateway,
} from './support/start-gateway';

const login = { credentials: 'maker', password: 'secret' };
const expired = signUserToken({ uuid: USER, sid: SID }, key, new Date(Date.now() - 60_000));
const GONE =
  'unitfleet_session=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/pepeunit; HttpOnly; SameSite=Strict';
const GET_SESSION = '{ getSession { uuid login } }';
const LOGOUT = 'mutation { logout { isNone } }';

const cookiesOf = ({ headers }: { headers: Headers }) => headers.getSetCookie();
const carried = (token = userToken) => ({ cookie: `other=1; unitfleet_session=${token}; last=2` });
/** As a page of the instance asks. */
const page = (token?: string) => ({ 'x-unitfleet-session': 'cookie', ...(token && carried(token)) });

describe('a session in a cookie', () => {
  let gateway: TestGateway;
  let graphql: TestGateway['graphql'];
  let fleet: TestGateway['fleet'];

  beforeAll(async () => {
    gateway = await startGateway({ PU_FF_GRAFANA_INTEGRATION_ENABLE: 'true' });
    ({ graphql, fleet } = gateway);
  });
  beforeEach(() => {
    fleet.on(loginUser, () => ({ token: userToken }));
    fleet.on(issueGrafanaSession, () => ({ token: 'for.grafana.only' }));
    fleet.on(getUser, () => user);
    fleet.on(endSession, () => null);
    fleet.on(resolveSession, () => ({ uuid: USER, login: 'maker', role: 'User' }));
  });
  afterAll(() => gateway.close());

  /** On whose behalf a request was made. */
  const askerOf = async (headers: Record<string, string>, token?: string) => {
    await graphql.ask(documents.getUser, { token, headers, variables: { uuid: USER } });
    return fleet.last(getUser).actor.kind;
  };

  it('begins with a login that hands no token to the page', async () => {
    const answer = await graphql.ask(documents.getToken, { variables: login, headers: page() });
    expect(answer.json).toEqual({ data: { getToken: '' } });
    expect(answer.text).not.toContain(userToken);
    const [grafana, session] = cookiesOf(answer);
    expect(grafana).toMatch(/^PepeunitGrafana=for\.grafana\.only; /);
    const [, token, maxAge] = /^unitfleet_session=(\S+); Max-Age=(\d+); (.*)$/.exec(session!)!;
    expect(token).toBe(userToken);
    expect(session).toMatch(/; Path=\/pepeunit; HttpOnly; SameSite=Strict$/);
    expect(Number(maxAge)).toBeGreaterThan(3_000);
    expect(Number(maxAge)).toBeLessThanOrEqual(3_600);
  });

  it('is not begun by other clients', async () => {
    for (const value of ['', 'yes']) {
      const headers = { 'x-unitfleet-session': value };
      const answer = await graphql.ask(documents.getToken, { variables: login, headers });
      expect(answer.json).toEqual({ data: { getToken: userToken } });
      expect(cookiesOf(answer).join()).not.toContain('unitfleet_session');
    }
  });

  it('is not begun by a login that fails', async () => {
    fleet.on(loginUser, () => {
      throw noAccess('the password is wrong');
    });
    const answer = await graphql.ask(documents.getToken, { variables: login, headers: page() });
    expect(answer.json.errors[0].message).toBe(noAccess('the password is wrong').message);
    expect(cookiesOf(answer)).toEqual([]);
  });

  it.each([
    ['another one', userToken],
    ['one that has ended', expired],
  ])('takes the place of %s', async (_, before) => {
    const answer = await graphql.ask(documents.getToken, { variables: login, headers: page(before) });
    expect(answer.json).toEqual({ data: { getToken: '' } });
    expect(fleet.last(loginUser).actor).toEqual({ kind: 'Bot' });
    const sessions = cookiesOf(answer).filter((cookie) => cookie.startsWith('unitfleet_session'));
    expect(sessions).toEqual([expect.stringMatching(`^unitfleet_session=${userToken}; Max-Age=`)]);
  });

  it('is the user for whoever says that it is there', async () => {
    expect(await askerOf(page(userToken))).toBe('User');
    expect(await askerOf(page())).toBe('Bot');
  });

  it.each<[string, Record<string, string>]>([
    ['without the header', carried()],
    ['with another value of it', { ...carried(), 'x-unitfleet-session': '1' }],
    [
      'from the same origin, for only downloads come as links',
      { ...carried(), 'sec-fetch-site': 'same-origin' },
    ],
    ['from elsewhere', { ...carried(), 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ])('counts for nothing %s', async (_, headers) => {
    const endedBefore = fleet.count(endSession);
    expect(await askerOf(headers)).toBe('Bot');
    await graphql.raw('GET', { query: { query: `{ getUser(uuid: "${USER}") { uuid } }` }, headers });
    expect(fleet.last(getUser).actor.kind).toBe('Bot');
    const { json } = await graphql.ask(LOGOUT, { headers });
    expect(json.errors[0].message).toMatch(/^403: 1: No Access: /);
    expect(fleet.count(endSession)).toBe(endedBefore);
  });

  it('counts less than a token', async () => {
    expect(await askerOf(page(userToken), unitToken)).toBe('Unit');
    expect(await askerOf(page(userToken), '')).toBe('Bot');
  });

  it('is not allowed to pages of other origins by an answer to their question', async () => {
    const { headers } = await graphql.raw('OPTIONS', {
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-unitfleet-session',
      },
    });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('is forgotten by the browser when it has ended, and refused like a token', async () => {
    const variables = { uuid: USER };
    const byToken = await graphql.ask(documents.getUser, { variables, token: expired });
    const byCookie = await graphql.ask(documents.getUser, { variables, headers: page(expired) });
    expect([byCookie.status, byCookie.json]).toEqual([byToken.status, byToken.json]);
    expect(cookiesOf(byCookie)).toEqual([GONE]);
    expect(cookiesOf(byToken)).toEqual([]);
  });

  it('is kept while its owner is silent', async () => {
    const [silent, headers] = [new DomainError('Unavailable', 'nobody answers'), page(another('cd'))];
    fleet.on(resolveSession, () => {
      throw silent;
    });
    const answer = await graphql.ask(GET_SESSION, { headers });
    expect(answer.json).toMatchObject({ data: { getSession: null }, errors: [{ message: silent.message }] });
    expect(cookiesOf(answer)).toEqual([]);
  });

  it('ends with a logout, and the cookie with it', async () => {
    const before = fleet.count(endSession);
    const answer = await graphql.ask(LOGOUT, { headers: page(another('ef')) });
    expect(answer.json).toEqual({ data: { logout: { isNone: true } } });
    expect(cookiesOf(answer)).toEqual([expect.stringMatching(/^PepeunitGrafana=; Max-Age=0; /), GONE]);
    expect(fleet.count(endSession)).toBe(before + 1);
    expect(fleet.last(endSession)).toMatchObject({ request: { sid: 'ef' }, actor: { uuid: USER } });
    fleet.on(resolveSession, () => {
      throw noAccess('the session has ended');
    });
    const later = await graphql.ask(GET_SESSION, { headers: page(another('ef')) });
    expect(later.json).toEqual({ data: { getSession: null } });
    expect(cookiesOf(later)).toEqual([GONE]);
  });

  it.each([
    ['a user by cookie', undefined, page(userToken), { uuid: user.uuid, login: user.login }],
    ['a user by token', userToken, {}, { uuid: user.uuid, login: user.login }],
    ['nobody', undefined, page(), null],
    ['a Unit', unitToken, {}, null],
    ['garbage', 'garbage', {}, null],
    ['garbage in a cookie', undefined, page('garbage'), null],
  ])('is told to %s', async (_, token, headers, session) => {
    const { json } = await graphql.ask(GET_SESSION, { token, headers });
    expect(json).toEqual({ data: { getSession: session } });
  });

  const another = (sid: string) => signUserToken({ uuid: USER, sid }, key, new Date(Date.now() + 60_000));
});

describe('a session in a cookie behind TLS', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ PU_SECURE: 'true' });
  });
  afterAll(() => gateway.close());

  it('is sent over TLS alone', async () => {
    gateway.fleet.on(loginUser, () => ({ token: userToken }));
    gateway.fleet.on(issueGrafanaSession, () => ({ token: 'for.grafana.only' }));
    const begun = await gateway.graphql.ask(documents.getToken, { variables: login, headers: page() });
    const ended = await gateway.graphql.ask(GET_SESSION, { headers: page(expired) });
    for (const [session] of [cookiesOf(begun).slice(-1), cookiesOf(ended)])
      expect(session).toMatch(/^unitfleet_session=.*; Secure$/);
  });
});
