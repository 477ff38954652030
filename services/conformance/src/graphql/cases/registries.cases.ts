import {
  badFilters,
  badUuids,
  CREATOR_ONLY,
  type GraphqlCase,
  NO_ACCESS,
  NOT_FOUND,
  UNREADABLE,
  USERS_ONLY,
  NONE,
} from '../graphql-case';

const REGISTRY_ERROR = '422: 13: Repository Registry Validation Error: ';
const GIT_ERROR = '422: 5: Git Repo Validation Error: ';
const CREDENTIALS = { username: 'maker', patToken: 'secret' };

export const registryCases: GraphqlCase[] = [
  {
    operation: 'createRepositoryRegistry',
    as: 'maker',
    variables: async (world) => ({
      repositoryRegistry: {
        platform: 'GITLAB',
        repositoryUrl: (await world.registryBody()).repository_url,
        isPublicRepository: true,
      },
    }),
    verify: (registry) => expect(registry).toMatchObject({ syncStatus: 'UPDATED', branches: ['main'] }),
    refuses: USERS_ONLY,
    bad: [
      {
        name: 'no address of a repository',
        change: {
          repositoryRegistry: { platform: 'GITLAB', repositoryUrl: 'ftp://x', isPublicRepository: true },
        },
        message: REGISTRY_ERROR,
      },
      {
        name: '10B.12: a private one without credentials',
        change: {
          repositoryRegistry: {
            platform: 'GITHUB',
            repositoryUrl: 'http://x/y.git',
            isPublicRepository: false,
          },
        },
        message: REGISTRY_ERROR,
      },
      {
        name: 'the value of a platform for its name',
        change: { repositoryRegistry: { platform: 'Gitlab', repositoryUrl: 'x', isPublicRepository: true } },
        message: UNREADABLE,
      },
    ],
  },
  {
    operation: 'getRepositoryRegistry',
    as: 'stranger',
    variables: ({ things }) => ({ uuid: things.privateRegistry }),
    verify: (registry) => expect(registry).toMatchObject({ isPublicRepository: false, branches: [] }),
    refuses: USERS_ONLY,
    bad: badUuids,
  },
  {
    operation: 'getRepositoriesRegistry',
    as: 'anonymous',
    variables: ({ things }) => ({
      filters: { uuids: [things.registry, things.privateRegistry], isPublicRepository: null },
    }),
    verify: ({ count }) => expect(count).toBe(1),
    refuses: ['unit', 'garbage'],
    admits: ['stranger'],
    bad: badFilters(),
  },
  {
    operation: 'getBranchCommits',
    as: 'stranger',
    variables: ({ things }) => ({
      uuid: things.registry,
      filters: { repoBranch: 'main', limit: 100, offset: 0, onlyTag: false },
    }),
    verify: (commits) => expect(commits).toMatchObject([{ summary: 'First version', tag: 'v1.0.0' }]),
    refuses: USERS_ONLY,
    bad: [
      ...badUuids,
      { name: 'no branch', change: { filters: { limit: 1, offset: 0 } }, message: UNREADABLE },
      {
        name: 'an unknown branch',
        change: { filters: { repoBranch: 'x', limit: 1, offset: 0 } },
        message: GIT_ERROR,
      },
    ],
  },
  {
    operation: 'getCredentials',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.privateRegistry }),
    verify: ({ credentials }) => expect(credentials).toMatchObject(CREDENTIALS),
    refuses: USERS_ONLY,
    bad: badUuids,
  },
  {
    operation: 'setCredentials',
    as: 'guest',
    variables: ({ things }) => ({ uuid: things.privateRegistry, data: CREDENTIALS }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: USERS_ONLY,
    bad: [
      ...badUuids,
      {
        name: 'a public registry',
        change: ({ things }) => ({ uuid: things.registry }),
        message: REGISTRY_ERROR,
      },
    ],
  },
  {
    operation: 'updateLocalRepository',
    as: 'stranger',
    variables: ({ things }) => ({ uuid: things.registry }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: USERS_ONLY,
    bad: [
      ...badUuids,
      {
        name: 'a private registry without credentials of one’s own',
        change: ({ things }) => ({ uuid: things.privateRegistry }),
        message: NO_ACCESS,
      },
    ],
  },
  {
    operation: 'deleteRepositoryRegistry',
    as: 'maker',
    variables: async (world) => ({ uuid: await world.newRegistry() }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids,
      {
        name: 'a registry that has Repos',
        change: ({ things }) => ({ uuid: things.registry }),
        message: NOT_FOUND,
      },
    ],
  },
];
