import { newName } from '../../world/world';
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

const REPO_ERROR = '422: 6: Repo Validation Error: ';
const OUT_OF_SIGHT = ['anonymous', 'stranger', 'admin', 'unit', 'garbage'] as const;

const newRepo = (registry: string) => ({
  repositoryRegistryUuid: registry,
  defaultBranch: 'main',
  visibilityLevel: 'PUBLIC',
  name: newName(),
  isCompilableRepo: false,
});

export const repoCases: GraphqlCase[] = [
  {
    operation: 'createRepo',
    as: 'stranger',
    variables: ({ things }) => ({ repo: newRepo(things.registry) }),
    verify: (repo) => expect(repo).toMatchObject({ isAutoUpdateRepo: true, isOnlyTagUpdate: true }),
    refuses: USERS_ONLY,
    bad: [
      {
        name: 'a name in use',
        change: ({ things }) => ({ repo: { ...newRepo(things.registry), name: 'sensor' } }),
        message: REPO_ERROR,
      },
      {
        name: 'a private registry without credentials of one’s own',
        change: ({ things }) => ({ repo: newRepo(things.privateRegistry) }),
        message: NO_ACCESS,
      },
      {
        name: 'null for a name',
        change: ({ things }) => ({ repo: { ...newRepo(things.registry), name: null } }),
        message: UNREADABLE,
      },
    ],
  },
  {
    operation: 'getRepo',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.privateRepo }),
    verify: (repo) => expect(repo.visibilityLevel).toBe('PRIVATE'),
    refuses: OUT_OF_SIGHT,
    bad: badUuids,
  },
  {
    operation: 'getRepos',
    as: 'anonymous',
    variables: ({ things }) => ({ filters: { uuids: [things.repo, things.privateRepo] } }),
    verify: ({ count, repos }, { things }) => expect([count, repos[0].uuid]).toEqual([1, things.repo]),
    refuses: ['unit', 'garbage'],
    admits: ['stranger'],
    bad: badFilters(),
  },
  {
    operation: 'getAvailablePlatforms',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.privateRepo, targetCommit: null, targetTag: null }),
    verify: (platforms) => expect(platforms).toEqual([]),
    refuses: OUT_OF_SIGHT,
    bad: badUuids,
  },
  {
    operation: 'getVersions',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.privateRepo }),
    verify: (versions) => expect(versions).toMatchObject({ unitCount: 0, versions: [] }),
    refuses: OUT_OF_SIGHT,
    bad: badUuids,
  },
  {
    operation: 'updateRepo',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.repo, repo: { name: newName(), defaultCommit: null } }),
    verify: (repo) => expect(repo.isAutoUpdateRepo).toBe(true),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids,
      { name: '10B.13: an empty name', change: { repo: { name: '' } }, message: REPO_ERROR },
      { name: 'manual without a commit', change: { repo: { isAutoUpdateRepo: false } }, message: REPO_ERROR },
      {
        name: 'stricter than its Units',
        change: { repo: { visibilityLevel: 'PRIVATE' } },
        message: NOT_FOUND,
      },
    ],
  },
  {
    operation: 'updateUnitsFirmware',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.repo }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: badUuids,
  },
  {
    operation: 'bulkUpdate',
    as: 'admin',
    verify: (value) => expect(value).toEqual(NONE),
    refuses: [...USERS_ONLY, 'maker'],
    bad: [],
  },
  {
    operation: 'deleteRepo',
    as: 'maker',
    variables: async (world) => ({ uuid: await world.newRepo() }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids,
      { name: 'a Repo that has Units', change: ({ things }) => ({ uuid: things.repo }), message: NOT_FOUND },
    ],
  },
];
