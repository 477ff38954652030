import { endSession, getUnit, noAccess, resolveSession } from '@unitfleet/contracts';
import { signUserToken } from '@unitfleet/security';
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
import { unit } from './support/views';

const GONE =
  'unitfleet_session=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/pepeunit; HttpOnly; SameSite=Strict';
const expired = signUserToken({ uuid: USER, sid: SID }, key, new Date(Date.now() - 60_000));
const carried = (token = userToken) => ({ cookie: `unitfleet_session=${token}` });
/** As a page of the instance asks. */
const page = (token = userToken) => ({ 'x-unitfleet-session': 'cookie', ...carried(token) });
/** As a browser follows a page's link. */
const link = (token = userToken) => ({ 'sec-fetch-site': 'same-origin', ...carried(token) });
const cookiesOf = ({ headers }: { headers: Headers }) => headers.getSetCookie();

describe('a session in a cookie', () => {
  let gateway: TestGateway;
  let rest: TestGateway['rest'];
  let fleet: TestGateway['fleet'];

  beforeAll(async () => {
    gateway = await startGateway();
    ({ rest, fleet } = gateway);
  });
  beforeEach(() => {
    fleet.on(getUnit, () => unit);
    fleet.on(endSession, () => null);
  });
  afterAll(() => gateway.close());

  const askerOf = async (headers: Record<string, string>, token?: string) => {
    expect((await rest.call('GET', `/units/${UNIT}`, { token, headers })).status).toBe(200);
    return fleet.last(getUnit).actor.kind;
  };

  it('is the user for pages that say so, and for links that a page of the instance has', async () => {
    expect(await askerOf(page())).toBe('User');
    expect(await askerOf(link())).toBe('User');
  });

  it.each<[string, Record<string, string>]>([
    ['that comes without a word', {}],
    ['of a link elsewhere', { 'sec-fetch-site': 'cross-site' }],
    ['of a link on a neighbouring host', { 'sec-fetch-site': 'same-site' }],
    ['of a link that somebody was sent', { 'sec-fetch-site': 'none' }],
    ['with another value of the header', { 'x-unitfleet-session': 'true' }],
  ])('counts for nothing in a request %s', async (_, headers) => {
    expect(await askerOf({ ...carried(), ...headers })).toBe('Bot');
  });

  it('counts less than a token', async () => {
    expect(await askerOf(page(), unitToken)).toBe('Unit');
    expect(await askerOf(link(), '')).toBe('Bot');
  });

  it('changes nothing without the header', async () => {
    const { status, json } = await rest.call('POST', '/users/logout', { headers: link() });
    expect([status, json.detail]).toEqual([403, expect.stringMatching(/^403: 1: No Access: /)]);
    expect(fleet.count(endSession)).toBe(0);
  });

  it('is forgotten by the browser when it has ended, and refused like a token', async () => {
    const path = `/units/${UNIT}`;
    const byToken = await rest.call('GET', path, { token: expired });
    for (const headers of [page(expired), link(expired)]) {
      const byCookie = await rest.call('GET', path, { headers });
      expect([byCookie.status, byCookie.json]).toEqual([byToken.status, byToken.json]);
      expect(cookiesOf(byCookie)).toEqual([GONE]);
    }
    expect(cookiesOf(byToken)).toEqual([]);
  });

  it('ends with a logout, and the cookie with it', async () => {
    const answer = await rest.call('POST', '/users/logout', { headers: page() });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(cookiesOf(answer)).toEqual([GONE]);
    expect(fleet.last(endSession)).toMatchObject({ request: { sid: SID }, actor: { uuid: USER } });
    fleet.on(resolveSession, () => {
      throw noAccess('the session has ended');
    });
    const later = await rest.call('GET', `/units/${UNIT}`, { headers: page() });
    expect([later.status, cookiesOf(later)]).toEqual([403, [GONE]]);
  });
});
