import {
  authorizeTokenTopic,
  DomainError,
  eventSubject,
  findExistingUnits,
  getNodeValues,
  getUnit,
  getUser,
  getUserStandings,
  listDashboards,
  listMirrorBranches,
  noAccess,
  resolveSession,
  resolveUnitToken,
  unitDeleted,
  userBlocked,
  userSessionsEnded,
  type EventDefinition,
} from '@unitfleet/contracts';
import { encodeMessage, wrapEvent } from '@unitfleet/messaging';
import { signBackendToken, signUnitToken, tokenKey } from '@unitfleet/security';
import { eventually } from '@unitfleet/testing';
import {
  key,
  SID,
  startGateway,
  UNIT,
  unitToken,
  USER,
  userToken,
  type TestGateway,
} from './support/start-gateway';
import { unit, user } from './support/views';

describe('agents', () => {
  let gateway: TestGateway;
  let rest: TestGateway['rest'];
  let fleet: TestGateway['fleet'];

  beforeAll(async () => {
    gateway = await startGateway();
    ({ rest, fleet } = gateway);
  });
  afterAll(() => gateway.close());

  const ask = async (token?: string) => (await rest.call('GET', `/units/${UNIT}`, { token })).status;
  let version = 0;
  const publish = (event: EventDefinition, data: object) => {
    const envelope = wrapEvent(event, { uuid: USER, version: (version += 1) }, data as never);
    const payload = encodeMessage(envelope);
    return gateway.events.publish({ id: envelope.id, subject: eventSubject(event), payload, headers: {} });
  };

  beforeEach(() => {
    fleet.on(getUnit, () => unit);
    fleet.on(getUser, () => user);
    fleet.on(resolveSession, () => ({ uuid: USER, login: 'maker', role: 'Admin' }));
    fleet.on(resolveUnitToken, () => ({ uuid: UNIT, creatorUuid: USER }));
  });

  it.each([
    ['nobody', undefined, { kind: 'Bot' }],
    ['an empty header', '', { kind: 'Bot' }],
    ['a user', userToken, { kind: 'User', uuid: USER, login: 'maker', role: 'Admin' }],
    ['a Unit', unitToken, { kind: 'Unit', uuid: UNIT }],
    ['the platform', signBackendToken('localhost:8080', key), { kind: 'Backend' }],
  ])('asks on behalf of %s', async (_, token, actor) => {
    expect(await ask(token)).toBe(200);
    expect(fleet.last(getUnit).actor).toEqual(actor);
  });

  it.each([
    ['garbage', 'garbage'],
    ['a token of another key', signUnitToken(UNIT, tokenKey('another-secret-key'))],
    ['the platform of another instance', signBackendToken('evil.example', key)],
  ])('refuses %s with 403 code 1', async (_, token) => {
    const { status, json } = await rest.call('GET', `/units/${UNIT}`, { token });
    expect(status).toBe(403);
    expect(json.detail).toMatch(/^403: 1: No Access: /);
  });

  it('looks at the token before the rest of the request', async () => {
    expect((await rest.call('GET', '/units/1', { token: 'garbage' })).status).toBe(403);
  });

  it('answers 503 when the owner of a session is silent, and recovers', async () => {
    fleet.on(resolveSession, () => {
      throw new DomainError('Unavailable', 'no database');
    });
    await publish(userSessionsEnded, { uuid: USER, sids: null });
    await eventually(async () => expect(await ask(userToken)).toBe(503));
    fleet.on(resolveSession, () => ({ uuid: USER, login: 'maker', role: 'User' }));
    expect(await ask(userToken)).toBe(200);
  });

  describe('what ends a token', () => {
    it.each<[string, () => Promise<unknown>, string, 'user' | 'unit']>([
      ['a block, for the user', () => publish(userBlocked, { uuid: USER }), userToken, 'user'],
      ['a block, for Units of the user', () => publish(userBlocked, { uuid: USER }), unitToken, 'unit'],
      ['a logout', () => publish(userSessionsEnded, { uuid: USER, sids: [SID] }), userToken, 'user'],
      [
        'the deletion of a Unit',
        () => publish(unitDeleted, { uuid: UNIT, nodeUuids: [] }),
        unitToken,
        'unit',
      ],
    ])('%s', async (_, happen, token, kind) => {
      expect(await ask(token)).toBe(200);
      const owner = kind === 'user' ? resolveSession : resolveUnitToken;
      fleet.on(owner, () => {
        throw noAccess('ended');
      });
      const askedBefore = fleet.count(owner);
      expect(await ask(token)).toBe(200);
      expect(fleet.count(owner)).toBe(askedBefore);
      await happen();
      await eventually(async () => expect(await ask(token)).toBe(403));
    });
  });
});

describe('the instance', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());

  const get = async (path: string) => {
    const response = await fetch(`${gateway.origin}${path}`, { redirect: 'manual' });
    const text = await response.text();
    return { status: response.status, text, type: response.headers.get('content-type') ?? '' };
  };

  it('is ready when all services answer, and tells about itself then', async () => {
    const { fleet } = gateway;
    const missing = await get('/pepeunit');
    expect(missing.status).toBe(503);
    expect(JSON.parse(missing.text).detail).toMatch(
      /not ready: registry, units, datapipe, dashboards, builder, auth-hook/,
    );
    fleet.on(getUserStandings, () => ({ users: [] }));
    fleet.on(findExistingUnits, () => ({ uuids: [] }));
    fleet.on(listDashboards, () => {
      throw noAccess('dashboards are of users');
    });
    fleet.on(getNodeValues, () => ({ values: [] }));
    fleet.on(listMirrorBranches, () => ({ mirrors: [] }));
    fleet.on(authorizeTokenTopic, () => {
      throw noAccess('a refusal is an answer');
    });
    const ready = await eventually(async () => {
      const answer = await get('/pepeunit');
      expect(answer.status).toBe(200);
      return answer;
    });
    expect(JSON.parse(ready.text)).toEqual({
      name: expect.any(String),
      version: expect.any(String),
      description: expect.any(String),
      license: 'Apache-2.0',
      authors: [{ name: expect.any(String), email: expect.any(String) }],
      swagger: 'http://localhost:8080/pepeunit/docs',
      graphql: 'http://localhost:8080/pepeunit/graphql',
      grafana: 'http://localhost:8080/grafana/',
      telegram_bot: '',
      feature_flags: {
        pu_ff_telegram_bot_enable: false,
        pu_ff_grafana_integration_enable: true,
        pu_ff_datapipe_enable: true,
        pu_ff_datapipe_default_last_value_enable: true,
        pu_ff_prometheus_enable: true,
      },
    });
  });

  it('describes its API', async () => {
    const document = JSON.parse((await get('/pepeunit/api/v1/openapi.json')).text);
    expect(document.paths['/pepeunit/api/v1/units/log_list/'].get).toBeDefined();
    const page = await get('/pepeunit/docs');
    expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8']);
    for (const [, asset] of page.text.matchAll(/(?:src|href)="([^"]+)"/g))
      expect((await get(asset!)).status).toBe(200);
  });

  it('keeps health and metrics beside the public prefix', async () => {
    expect((await get('/healthz/live')).status).toBe(200);
    expect((await get('/healthz/ready')).status).toBe(200);
    expect((await get('/metrics')).text).toContain('process_cpu');
    expect((await get('/pepeunit/healthz/live')).status).toBe(404);
  });
});
