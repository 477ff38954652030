import { newName } from '../../world/world';
import {
  badFilters,
  badUuids,
  type GraphqlCase,
  NO_ACCESS,
  NOT_FOUND,
  UNREADABLE,
  USERS_ONLY,
  NONE,
} from '../graphql-case';

const USER_ERROR = '422: 3: User Validation Error: ';
const ANONYMOUS_ONLY = ['maker', 'unit', 'garbage'] as const;

export const userCases: GraphqlCase[] = [
  {
    operation: 'createUser',
    as: 'anonymous',
    variables: () => ({ user: { login: newName(), password: 'a-password-1' } }),
    verify: (user) =>
      expect(user).toMatchObject({ role: 'USER', status: 'UNVERIFIED', __typename: 'UserType' }),
    refuses: ANONYMOUS_ONLY,
    bad: [
      {
        name: 'a login in use',
        change: { user: { login: 'maker', password: 'a-password-1' } },
        message: USER_ERROR,
      },
      {
        name: 'a short password',
        change: { user: { login: newName(), password: 'x' } },
        message: USER_ERROR,
      },
      { name: 'no password', change: { user: { login: newName() } }, message: UNREADABLE },
    ],
  },
  {
    operation: 'getToken',
    as: 'anonymous',
    variables: () => ({ data: { credentials: 'guest', password: 'guest-password-1' } }),
    // The frontend decodes the claims as plain base64 (1.2).
    verify: (token: string) => expect(token).toMatch(/^[A-Za-z0-9]+\.[A-Za-z0-9]+\./),
    refuses: ANONYMOUS_ONLY,
    bad: [
      {
        name: 'a wrong password',
        change: { data: { credentials: 'guest', password: 'no' } },
        message: NO_ACCESS,
      },
      {
        name: 'an unknown login',
        change: { data: { credentials: 'nobody', password: 'no' } },
        message: NOT_FOUND,
      },
      {
        name: 'a number for a password',
        change: { data: { credentials: 'guest', password: 5 } },
        message: UNREADABLE,
      },
    ],
  },
  {
    operation: 'getUser',
    as: 'stranger',
    variables: ({ things }) => ({ uuid: things.maker }),
    verify: (user) => expect(user).toMatchObject({ login: 'maker', grafanaOrgId: null }),
    refuses: USERS_ONLY,
    bad: badUuids,
  },
  {
    operation: 'getUsers',
    as: 'stranger',
    variables: ({ things }) => ({
      filters: { uuids: [things.maker, things.guest], orderByCreateDate: 'asc' },
    }),
    verify: ({ count, users }) =>
      expect([count, users[0].login, users[1].login]).toEqual([2, 'maker', 'guest']),
    refuses: USERS_ONLY,
    bad: badFilters(),
  },
  {
    operation: 'updateUser',
    as: 'guest',
    variables: () => ({ user: { login: '', password: null } }),
    verify: (user) => expect(user.login).toBe('guest'),
    refuses: USERS_ONLY,
    bad: [
      { name: 'a login in use', change: { user: { login: 'maker' } }, message: USER_ERROR },
      { name: 'letters that no login has', change: { user: { login: 'gu est' } }, message: USER_ERROR },
      { name: 'a field that there is not', change: { user: { role: 'ADMIN' } }, message: UNREADABLE },
    ],
  },
  {
    operation: 'getVerificationUser',
    as: 'maker',
    message: '405: 15: Feature Flag Error: ',
    refuses: ['anonymous', 'garbage'],
    bad: [],
  },
  {
    operation: 'blockUser',
    as: 'admin',
    variables: async (world) => ({ uuid: await world.newUser() }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: [...USERS_ONLY, 'maker'],
    bad: badUuids,
  },
  {
    operation: 'unblockUser',
    as: 'admin',
    variables: async (world) => ({ uuid: await world.newUser() }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: [...USERS_ONLY, 'maker'],
    bad: badUuids,
  },
  {
    operation: 'setGrafanaCookies',
    as: 'maker',
    verify: (value) => expect(value).toEqual(NONE),
    refuses: USERS_ONLY,
    bad: [],
  },
  {
    operation: 'deleteUserCookies',
    as: 'anonymous',
    verify: (value) => expect(value).toEqual(NONE),
    refuses: [],
    admits: ['maker', 'unit', 'garbage'],
    bad: [],
  },
  {
    operation: 'getSession',
    as: 'maker',
    verify: (user, { things }) => expect(user).toMatchObject({ uuid: things.maker, login: 'maker' }),
    refuses: [],
    admits: ['anonymous', 'unit', 'garbage'],
    bad: [],
  },
  {
    operation: 'logout',
    as: 'leaver',
    verify: (value) => expect(value).toEqual(NONE),
    refuses: USERS_ONLY,
    bad: [],
  },
];
