import { newName, repoBody } from '../../world/world';
import {
  badBodies,
  badPages,
  badUuids,
  CREATOR_ONLY,
  NO_ACCESS,
  NOT_FOUND,
  refused,
  type RestCase,
  UNREADABLE,
  USERS_ONLY,
} from '../rest-case';

const SIGHT = {
  anonymous: NO_ACCESS,
  stranger: NO_ACCESS,
  admin: NO_ACCESS,
  unit: NO_ACCESS,
  garbage: NO_ACCESS,
};
const REPO_ERROR = refused(6, 'Repo Validation Error');

/** `docs/protocol/rest-graphql.md 2.3`. */
export const repoCases: RestCase[] = [
  {
    endpoint: 'POST /repos',
    as: 'stranger',
    request: ({ things }) => ({ json: repoBody(things.registry) }),
    status: 201,
    verify: ({ body }) => expect(body).toMatchObject({ is_auto_update_repo: true, is_only_tag_update: true }),
    refuses: USERS_ONLY,
    bad: [
      ...badBodies,
      {
        name: 'an unknown branch',
        change: ({ things }) => ({ json: { ...repoBody(things.registry), default_branch: 'nowhere' } }),
        refusal: refused(5, 'Git Repo Validation Error'),
      },
      {
        name: 'a name in use',
        change: ({ things }) => ({ json: { ...repoBody(things.registry), name: 'sensor' } }),
        refusal: REPO_ERROR,
      },
      {
        name: 'a private registry without credentials of one’s own',
        change: ({ things }) => ({ json: repoBody(things.privateRegistry) }),
        refusal: NO_ACCESS,
      },
      {
        name: 'a visibility that there is not',
        change: ({ things }) => ({ json: repoBody(things.registry, 'Secret') }),
        refusal: UNREADABLE,
      },
    ],
  },
  {
    endpoint: 'GET /repos/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.privateRepo } }),
    verify: ({ body }) => expect(body.visibility_level).toBe('Private'),
    refuses: SIGHT,
    bad: badUuids(),
  },
  {
    endpoint: 'GET /repos',
    as: 'anonymous',
    request: ({ things }) => ({ query: { uuids: [things.repo, things.privateRepo] } }),
    verify: ({ body }, { things }) =>
      expect(body).toMatchObject({ count: 1, repos: [{ uuid: things.repo }] }),
    refuses: { unit: NO_ACCESS, garbage: NO_ACCESS },
    admits: ['stranger'],
    bad: [
      ...badPages,
      { name: 'no order', change: { query: { order_by_create_date: 'up' } }, refusal: UNREADABLE },
    ],
  },
  {
    endpoint: 'GET /repos/available_platforms/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.privateRepo } }),
    verify: ({ body }) => expect(body).toEqual([]),
    refuses: SIGHT,
    bad: badUuids(),
  },
  {
    endpoint: 'GET /repos/versions/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.privateRepo } }),
    verify: ({ body }) => expect(body).toEqual({ unit_count: 0, versions: [] }),
    refuses: SIGHT,
    bad: badUuids(),
  },
  {
    endpoint: 'PATCH /repos/{uuid}',
    as: 'maker',
    request: ({ things }) => ({
      path: { uuid: things.repo },
      json: { name: newName(), default_commit: null },
    }),
    verify: ({ body }) => expect(body.is_auto_update_repo).toBe(true),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids(),
      ...badBodies,
      { name: '10B.13: an empty name', change: { json: { name: '' } }, refusal: REPO_ERROR },
      {
        name: 'manual without a commit',
        change: { json: { is_auto_update_repo: false } },
        refusal: REPO_ERROR,
      },
      {
        name: 'stricter than its Units',
        change: { json: { visibility_level: 'Private' } },
        refusal: NOT_FOUND,
      },
    ],
  },
  {
    endpoint: 'PATCH /repos/update_units_firmware/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.repo } }),
    status: 204,
    refuses: CREATOR_ONLY,
    bad: badUuids(),
  },
  {
    endpoint: 'POST /repos/bulk_update',
    as: 'admin',
    status: 204,
    refuses: { ...USERS_ONLY, maker: NO_ACCESS },
    bad: [],
  },
  {
    endpoint: 'DELETE /repos/{uuid}',
    as: 'maker',
    request: async (world) => ({ path: { uuid: await world.newRepo() } }),
    status: 204,
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids(),
      {
        name: 'a Repo that has Units',
        change: ({ things }) => ({ path: { uuid: things.repo } }),
        refusal: NOT_FOUND,
      },
    ],
  },
];
