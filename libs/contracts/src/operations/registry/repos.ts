import { z } from 'zod';
import { SORT_ORDERS, VISIBILITY_LEVELS } from '../../model/enums';
import { pageSchema, uuidFilterSchema } from '../../model/paging';
import { dateTimeSchema, searchSchema, textSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'registry';
const byUuid = z.object({ uuid: uuidSchema });

export const repoViewSchema = z.object({
  uuid: uuidSchema,
  visibilityLevel: z.enum(VISIBILITY_LEVELS),
  name: z.string(),
  createDatetime: dateTimeSchema,
  defaultBranch: z.string().nullable(),
  isAutoUpdateRepo: z.boolean(),
  defaultCommit: z.string().nullable(),
  isOnlyTagUpdate: z.boolean(),
  isCompilableRepo: z.boolean(),
  lastUpdateDatetime: dateTimeSchema,
  creatorUuid: uuidSchema,
  repositoryRegistryUuid: uuidSchema,
});
export type RepoView = z.infer<typeof repoViewSchema>;

export const createRepo = defineOperation({
  service,
  name: 'repo.create',
  request: z.object({
    repositoryRegistryUuid: uuidSchema,
    defaultBranch: textSchema,
    visibilityLevel: z.enum(VISIBILITY_LEVELS),
    name: textSchema,
    isCompilableRepo: z.boolean(),
  }),
  response: repoViewSchema,
});

export const getRepo = defineOperation({
  service,
  name: 'repo.get',
  request: byUuid,
  response: repoViewSchema,
});

export const listRepos = defineOperation({
  service,
  name: 'repo.list',
  request: pageSchema.extend({
    repositoryRegistryUuid: uuidSchema.nullish(),
    uuids: uuidFilterSchema,
    creatorUuid: uuidSchema.nullish(),
    creatorsUuids: uuidFilterSchema,
    searchString: searchSchema.nullish(),
    isAutoUpdateRepo: z.boolean().nullish(),
    visibilityLevel: z
      .array(textSchema)
      .nullable()
      .default([...VISIBILITY_LEVELS]),
    orderByCreateDate: z.enum(SORT_ORDERS).nullable().default('desc'),
    orderByLastUpdate: z.enum(SORT_ORDERS).nullable().default('desc'),
  }),
  response: z.object({ count: z.number(), repos: z.array(repoViewSchema) }),
});

/** Missing or null values stay as they are. */
export const updateRepo = defineOperation({
  service,
  name: 'repo.update',
  request: z.object({
    uuid: uuidSchema,
    visibilityLevel: z.enum(VISIBILITY_LEVELS).nullish(),
    name: textSchema.nullish(),
    isAutoUpdateRepo: z.boolean().nullish(),
    defaultBranch: textSchema.nullish(),
    defaultCommit: textSchema.nullish(),
    isOnlyTagUpdate: z.boolean().nullish(),
    isCompilableRepo: z.boolean().nullish(),
  }),
  response: repoViewSchema,
});

export const deleteRepo = defineOperation({
  service,
  name: 'repo.delete',
  request: byUuid,
  response: z.null(),
});

/** How many Units report which version, most used first. */
export const getRepoVersions = defineOperation({
  service,
  name: 'repo.get-versions',
  request: byUuid,
  response: z.object({
    unitCount: z.number(),
    versions: z.array(z.object({ commit: z.string(), unitCount: z.number(), tag: z.string().nullable() })),
  }),
});

/** Release assets of a compilable Repo (`docs/protocol/rest-graphql.md 2.3`). */
export const listRepoPlatforms = defineOperation({
  service,
  name: 'repo.list-platforms',
  request: z.object({
    uuid: uuidSchema,
    targetCommit: textSchema.nullish(),
    targetTag: textSchema.nullish(),
  }),
  response: z.object({ platforms: z.array(z.object({ name: z.string(), link: z.string() })) }),
});

/** Creator only: every auto-update Unit of the Repo gets its nodes synchronised and the Update command. */
export const updateRepoUnits = defineOperation({
  service,
  name: 'repo.update-units',
  request: byUuid,
  response: z.null(),
});

/** Admin only: the same for all auto-update Repos, in the background. */
export const bulkUpdateRepos = defineOperation({
  service,
  name: 'repo.bulk-update',
  request: z.object({}),
  response: z.null(),
});

/** What `units` needs to know of a Repo to pick versions. Asked as the platform; with a User as actor visibility is checked. */
export const describeRepos = defineOperation({
  service,
  name: 'repo.describe-many',
  request: z.object({ uuids: z.array(uuidSchema) }),
  response: z.object({ repos: z.array(repoViewSchema.extend({ releasesData: z.string().nullable() })) }),
});
