import { newName } from '../../world/world';
import {
  badBodies,
  badPages,
  badUuids,
  NO_ACCESS,
  NOT_FOUND,
  refused,
  type RestCase,
  UNREADABLE,
  USERS_ONLY,
} from '../rest-case';

const ADMIN_ONLY = { ...USERS_ONLY, maker: NO_ACCESS };
const USER_ERROR = refused(3, 'User Validation Error');

/** `docs/protocol/rest-graphql.md 2.1`. */
export const userCases: RestCase[] = [
  {
    endpoint: 'POST /users',
    as: 'anonymous',
    request: () => ({ json: { login: newName(), password: 'a-password-1' } }),
    status: 201,
    verify: ({ body }) => expect(body).toMatchObject({ role: 'User', status: 'Unverified' }),
    refuses: { maker: NO_ACCESS, unit: NO_ACCESS, garbage: NO_ACCESS },
    bad: [
      ...badBodies,
      {
        name: 'a short login',
        change: { json: { login: 'abc', password: 'a-password-1' } },
        refusal: USER_ERROR,
      },
      {
        name: 'a login in use',
        change: { json: { login: 'maker', password: 'a-password-1' } },
        refusal: USER_ERROR,
      },
      {
        name: 'a short password',
        change: { json: { login: newName(), password: 'short' } },
        refusal: USER_ERROR,
      },
      { name: 'no password', change: { json: { login: newName() } }, refusal: UNREADABLE },
    ],
  },
  {
    endpoint: 'POST /users/auth',
    as: 'anonymous',
    request: () => ({ json: { credentials: 'guest', password: 'guest-password-1' } }),
    verify: ({ body }) => expect(body.token.split('.')).toHaveLength(3),
    refuses: { maker: NO_ACCESS, unit: NO_ACCESS, garbage: NO_ACCESS },
    bad: [
      ...badBodies,
      {
        name: 'a wrong password',
        change: { json: { credentials: 'guest', password: 'no' } },
        refusal: NO_ACCESS,
      },
      {
        name: 'an unknown login',
        change: { json: { credentials: 'nobody', password: 'no' } },
        refusal: NOT_FOUND,
      },
    ],
  },
  {
    endpoint: 'POST /users/logout',
    as: 'leaver',
    status: 204,
    refuses: USERS_ONLY,
    bad: [],
  },
  {
    endpoint: 'GET /users/{uuid}',
    as: 'stranger',
    request: ({ things }) => ({ path: { uuid: things.maker } }),
    verify: ({ body }) => expect(body.login).toBe('maker'),
    refuses: USERS_ONLY,
    bad: badUuids(),
  },
  {
    endpoint: 'GET /users',
    as: 'stranger',
    request: ({ things }) => ({
      query: { uuids: [things.maker, things.guest], order_by_create_date: 'asc' },
    }),
    verify: ({ body }) =>
      expect(body).toMatchObject({ count: 2, users: [{ login: 'maker' }, { login: 'guest' }] }),
    refuses: USERS_ONLY,
    bad: [...badPages, { name: 'no uuids', change: { query: { uuids: 'x' } }, refusal: UNREADABLE }],
  },
  {
    endpoint: 'PATCH /users/{anything}',
    as: 'guest',
    request: () => ({ path: { anything: 'whatever' }, json: { login: '', password: null } }),
    verify: ({ body }) => expect(body.login).toBe('guest'),
    refuses: USERS_ONLY,
    bad: [
      ...badBodies,
      { name: 'a login in use', change: { json: { login: 'maker' } }, refusal: USER_ERROR },
      { name: 'letters that no login has', change: { json: { login: 'gu est' } }, refusal: USER_ERROR },
    ],
  },
  {
    endpoint: 'GET /users/generate_verification_link/',
    as: 'maker',
    status: 405,
    verify: ({ body }) => expect(body.detail).toMatch(/^405: 15: Feature Flag Error: /),
    refuses: { anonymous: NO_ACCESS, garbage: NO_ACCESS },
    bad: [],
  },
  {
    endpoint: 'PATCH /users/block/{uuid}',
    as: 'admin',
    request: async (world) => ({ path: { uuid: await world.newUser() } }),
    status: 204,
    refuses: ADMIN_ONLY,
    bad: badUuids(),
  },
  {
    endpoint: 'PATCH /users/unblock/{uuid}',
    as: 'admin',
    request: async (world) => ({ path: { uuid: await world.newUser() } }),
    status: 204,
    refuses: ADMIN_ONLY,
    bad: badUuids(),
  },
];
