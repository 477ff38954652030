import {
  badBodies,
  badPages,
  badUuids,
  CREATOR_ONLY,
  NO_ACCESS,
  refused,
  type RestCase,
  UNREADABLE,
  USERS_ONLY,
} from '../rest-case';

const REGISTRY_ERROR = refused(13, 'Repository Registry Validation Error');
const CREDENTIALS = { username: 'maker', pat_token: 'secret' };

/** `docs/protocol/rest-graphql.md 2.2`. */
export const registryCases: RestCase[] = [
  {
    endpoint: 'POST /repository_registry',
    as: 'maker',
    request: async (world) => ({ json: await world.registryBody() }),
    status: 201,
    verify: ({ body }) => expect(body).toMatchObject({ sync_status: 'Updated', branches: ['main'] }),
    refuses: USERS_ONLY,
    bad: [
      ...badBodies,
      {
        name: 'no address of a repository',
        change: { json: { platform: 'Gitlab', repository_url: 'ftp://x', is_public_repository: true } },
        refusal: REGISTRY_ERROR,
      },
      {
        name: 'a private one without credentials',
        change: {
          json: { platform: 'Gitlab', repository_url: 'http://x/y.git', is_public_repository: false },
        },
        refusal: REGISTRY_ERROR,
      },
      {
        name: 'an unknown platform',
        change: { json: { platform: 'CVS', repository_url: 'http://x/y.git', is_public_repository: true } },
        refusal: REGISTRY_ERROR,
      },
    ],
  },
  {
    endpoint: 'GET /repository_registry/{uuid}',
    as: 'stranger',
    request: ({ things }) => ({ path: { uuid: things.privateRegistry } }),
    verify: ({ body }) => expect(body).toMatchObject({ is_public_repository: false, branches: [] }),
    refuses: { anonymous: NO_ACCESS, unit: NO_ACCESS, garbage: NO_ACCESS },
    bad: badUuids(),
  },
  {
    endpoint: 'GET /repository_registry/branch_commits/{uuid}',
    as: 'stranger',
    request: ({ things }) => ({ path: { uuid: things.registry }, query: { repo_branch: 'main' } }),
    verify: ({ body }) => expect(body).toMatchObject([{ summary: 'First version', tag: 'v1.0.0' }]),
    refuses: USERS_ONLY,
    bad: [
      ...badUuids(),
      { name: 'no branch', change: { query: {} }, refusal: UNREADABLE },
      {
        name: 'an unknown branch',
        change: { query: { repo_branch: 'nowhere' } },
        refusal: refused(5, 'Git Repo Validation Error'),
      },
    ],
  },
  {
    endpoint: 'PATCH /repository_registry/set_credentials/{uuid}',
    as: 'guest',
    request: ({ things }) => ({ path: { uuid: things.privateRegistry }, json: CREDENTIALS }),
    status: 204,
    refuses: USERS_ONLY,
    bad: [
      ...badUuids(),
      ...badBodies,
      {
        name: 'a public registry',
        change: ({ things }) => ({ path: { uuid: things.registry } }),
        refusal: REGISTRY_ERROR,
      },
    ],
  },
  {
    endpoint: 'GET /repository_registry/get_credentials/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.privateRegistry } }),
    verify: ({ body }) => expect(body).toMatchObject({ credentials: CREDENTIALS }),
    refuses: USERS_ONLY,
    bad: badUuids(),
  },
  {
    endpoint: 'PATCH /repository_registry/update_local_repository/{uuid}',
    as: 'stranger',
    request: ({ things }) => ({ path: { uuid: things.registry } }),
    status: 204,
    refuses: USERS_ONLY,
    bad: [
      ...badUuids(),
      {
        name: 'a private registry without credentials of one’s own',
        change: ({ things }) => ({ path: { uuid: things.privateRegistry } }),
        refusal: NO_ACCESS,
      },
    ],
  },
  {
    endpoint: 'PATCH /repository_registry/backend_sync_registry',
    as: 'platform',
    status: 204,
    refuses: { ...USERS_ONLY, maker: NO_ACCESS, admin: NO_ACCESS },
    bad: [],
  },
  {
    endpoint: 'GET /repository_registry',
    as: 'anonymous',
    request: ({ things }) => ({ query: { uuids: [things.registry, things.privateRegistry] } }),
    verify: ({ body }, { things }) =>
      expect(body).toMatchObject({ count: 1, repositories_registry: [{ uuid: things.registry }] }),
    refuses: { unit: NO_ACCESS, garbage: NO_ACCESS },
    admits: ['stranger'],
    bad: badPages,
  },
  {
    endpoint: 'DELETE /repository_registry/{uuid}',
    as: 'maker',
    request: async (world) => ({ path: { uuid: await world.newRegistry() } }),
    status: 204,
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids(),
      {
        name: 'a registry that has Repos',
        change: ({ things }) => ({ path: { uuid: things.registry } }),
        refusal: refused(2, 'Validation Error'),
      },
    ],
  },
];
