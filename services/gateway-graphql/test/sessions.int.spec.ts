import {
  DomainError,
  endSession,
  getUser,
  issueGrafanaSession,
  loginUser,
  noAccess,
  resolveSession,
} from '@unitfleet/contracts';
import { signUnitToken, signUserToken, tokenKey } from '@unitfleet/security';
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
const cookiesOf = ({ headers }: { headers: Headers }) => headers.getSetCookie();

describe('sessions', () => {
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
  });
  afterAll(() => gateway.close());

  describe('getToken', () => {
    it('brings the cookie for Grafana along', async () => {
      const answer = await graphql.ask(documents.getToken, { variables: login });
      expect(answer.json).toEqual({ data: { getToken: userToken } });
      expect(cookiesOf(answer)).toEqual(['PepeunitGrafana=for.grafana.only; Path=/; HttpOnly; SameSite=lax']);
      expect(fleet.last(issueGrafanaSession).actor).toMatchObject({ kind: 'User', uuid: USER });
      expect(fleet.last(loginUser).actor).toEqual({ kind: 'Bot' });
    });

    it('fails with the cookie for who is blocked', async () => {
      const refusal = noAccess('User is blocked');
      fleet.on(issueGrafanaSession, () => {
        throw refusal;
      });
      const answer = await graphql.ask(documents.getToken, { variables: login });
      expect(answer.json).toMatchObject({ data: null, errors: [{ message: refusal.message }] });
      expect(cookiesOf(answer)).toEqual([]);
    });

    it.each(['Unavailable', 'FeatureFlag'] as const)('goes on without Grafana: %s', async (code) => {
      fleet.on(issueGrafanaSession, () => {
        throw new DomainError(code, 'no Grafana here');
      });
      const answer = await graphql.ask(documents.getToken, { variables: login });
      expect(answer.json).toEqual({ data: { getToken: userToken } });
      expect(cookiesOf(answer)).toEqual([]);
    });

    it('is refused to who presents a token, even one that does not count', async () => {
      const before = fleet.count(loginUser);
      for (const token of [expired, 'garbage']) {
        const { json } = await graphql.ask(documents.getToken, { variables: login, token });
        expect(json.errors[0].message).toMatch(/^403: 1: No Access: /);
      }
      expect(fleet.count(loginUser)).toBe(before);
      await graphql.ask(documents.getToken, { variables: login, token: userToken });
      expect(fleet.last(loginUser).actor).toMatchObject({ kind: 'User' });
    });

    it('tells the client address that the edge has seen', async () => {
      const headers = { 'x-forwarded-for': '203.0.113.9' };
      await graphql.ask(documents.getToken, { variables: login, headers });
      expect(fleet.last(loginUser).request).toMatchObject({ address: '203.0.113.9' });
    });
  });

  describe('cookies', () => {
    const GONE =
      'PepeunitGrafana=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; HttpOnly; SameSite=lax';

    it('are set at the wish of a user', async () => {
      const answer = await graphql.ask(documents.setGrafanaCookies, { token: userToken });
      expect(answer.json.data.setGrafanaCookies.isNone).toBe(true);
      expect(cookiesOf(answer)).toEqual(['PepeunitGrafana=for.grafana.only; Path=/; HttpOnly; SameSite=lax']);
    });

    it('are refused with the message of the service', async () => {
      const refusal = new DomainError('FeatureFlag', 'the integration is off');
      fleet.on(issueGrafanaSession, () => {
        throw refusal;
      });
      const answer = await graphql.ask(documents.setGrafanaCookies);
      expect(answer.json).toMatchObject({ data: null, errors: [{ message: refusal.message }] });
      expect(cookiesOf(answer)).toEqual([]);
      expect(fleet.last(issueGrafanaSession).actor).toEqual({ kind: 'Bot' });
    });

    it.each([
      ['nobody', undefined],
      ['a user', userToken],
      ['an ended session', expired],
    ])('are deleted for %s', async (_, token) => {
      const answer = await graphql.ask(documents.deleteUserCookies, { token });
      expect(answer.json.data.deleteUserCookies.isNone).toBe(true);
      expect(cookiesOf(answer)).toEqual([GONE]);
    });

    it('are deleted by logout, which ends the session', async () => {
      fleet.on(endSession, () => null);
      const logout = 'mutation { logout { isNone } }';
      const answer = await graphql.ask(logout, { token: userToken });
      expect(answer.json).toEqual({ data: { logout: { isNone: true } } });
      expect(cookiesOf(answer)).toEqual([GONE]);
      expect(fleet.last(endSession)).toMatchObject({ request: { sid: SID }, actor: { uuid: USER } });
      fleet.on(resolveSession, () => {
        throw noAccess('ended');
      });
      const { json } = await graphql.ask(documents.getUser, { token: userToken, variables: { uuid: USER } });
      expect(json.errors[0].message).toBe(noAccess('ended').message);
      fleet.on(resolveSession, () => ({ uuid: USER, login: 'maker', role: 'User' }));
    });

    it.each([
      ['nobody', undefined],
      ['a Unit', unitToken],
      ['garbage', 'garbage'],
    ])('stay when %s logs out', async (_, token) => {
      const answer = await graphql.ask('mutation { logout { isNone } }', { token });
      expect(answer.json.errors[0].message).toMatch(/^403: 1: No Access: /);
      expect(cookiesOf(answer)).toEqual([]);
    });
  });

  describe('agents', () => {
    it.each([
      ['nobody', undefined, { kind: 'Bot' }],
      ['an empty header', '', { kind: 'Bot' }],
      ['a user', userToken, { kind: 'User', uuid: USER, login: 'maker', role: 'User' }],
      ['a Unit', unitToken, { kind: 'Unit' }],
    ])('asks on behalf of %s', async (_, token, actor) => {
      await graphql.ask(documents.getUser, { token, variables: { uuid: USER } });
      expect(fleet.last(getUser).actor).toMatchObject(actor);
    });

    it.each([
      ['garbage', 'garbage'],
      ['an expired token', expired],
      ['a token of another key', signUnitToken(USER, tokenKey('another-secret-key'))],
    ])('refuses %s in the form of the protocol', async (_, token) => {
      const { status, json } = await graphql.ask(documents.getUser, { token, variables: { uuid: USER } });
      expect(status).toBe(200);
      expect(json).toEqual({
        data: null,
        errors: [
          {
            message: expect.stringMatching(/^403: 1: No Access: /),
            locations: [{ line: 3, column: 5 }],
            path: ['getUser'],
          },
        ],
      });
    });

    it('describes the schema also to a token that does not count', async () => {
      const { json } = await graphql.ask('{ __schema { queryType { name } } }', { token: 'garbage' });
      expect(json.data.__schema.queryType.name).toBe('Query');
    });
  });
});

describe('an instance without Grafana, behind TLS', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ PU_FF_GRAFANA_INTEGRATION_ENABLE: 'false', PU_SECURE: 'true' });
  });
  afterAll(() => gateway.close());

  it('sets no cookie with a login, and asks nobody for one', async () => {
    gateway.fleet.on(loginUser, () => ({ token: userToken }));
    gateway.fleet.on(issueGrafanaSession, () => ({ token: 'x' }));
    const answer = await gateway.graphql.ask(documents.getToken, { variables: login });
    expect(cookiesOf(answer)).toEqual([]);
    expect(gateway.fleet.count(issueGrafanaSession)).toBe(0);
  });

  it('keeps cookies to TLS', async () => {
    expect(cookiesOf(await gateway.graphql.ask(documents.deleteUserCookies))[0]).toMatch(/; Secure$/);
  });
});
