import { z } from 'zod';
import { CREDENTIAL_STATUSES, GIT_PLATFORMS, REGISTRY_SYNC_STATUSES, SORT_ORDERS } from '../../model/enums';
import { pageSchema, uuidFilterSchema } from '../../model/paging';
import { dateTimeSchema, searchSchema, textSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';
import { commitSchema } from '../builder/mirrors';

const service = 'registry';
const byUuid = z.object({ uuid: uuidSchema });

/** A clone of a large repository is waited for this long before the answer says `Processing`. */
const SYNC_DEADLINE_MS = 75_000;

export const credentialsSchema = z.object({ username: z.string(), patToken: z.string() });
export type Credentials = z.infer<typeof credentialsSchema>;

export const repositoryRegistryViewSchema = z.object({
  uuid: uuidSchema,
  platform: z.enum(GIT_PLATFORMS),
  repositoryUrl: z.string(),
  isPublicRepository: z.boolean(),
  releasesData: z.string().nullable(),
  localRepositorySize: z.number(),
  syncStatus: z.enum(REGISTRY_SYNC_STATUSES).nullable(),
  syncError: z.string().nullable(),
  syncLastDatetime: dateTimeSchema.nullable(),
  createDatetime: dateTimeSchema,
  lastUpdateDatetime: dateTimeSchema,
  creatorUuid: uuidSchema.nullable(),
  branches: z.array(z.string()),
});
export type RepositoryRegistryView = z.infer<typeof repositoryRegistryViewSchema>;

/** Creates and waits for the first synchronisation; its failure is in `syncStatus` and `syncError`, not an error. */
export const createRepositoryRegistry = defineOperation({
  service,
  name: 'repository-registry.create',
  request: z.object({
    platform: textSchema,
    repositoryUrl: textSchema,
    isPublicRepository: z.boolean(),
    credentials: credentialsSchema.nullish(),
  }),
  response: repositoryRegistryViewSchema,
  deadlineMs: SYNC_DEADLINE_MS,
});

export const getRepositoryRegistry = defineOperation({
  service,
  name: 'repository-registry.get',
  request: byUuid,
  response: repositoryRegistryViewSchema,
});

export const listRepositoryRegistries = defineOperation({
  service,
  name: 'repository-registry.list',
  request: pageSchema.extend({
    uuids: uuidFilterSchema,
    creatorUuid: uuidSchema.nullish(),
    searchString: searchSchema.nullish(),
    isPublicRepository: z.boolean().nullish(),
    orderByCreateDate: z.enum(SORT_ORDERS).nullable().default('desc'),
    orderByLastUpdate: z.enum(SORT_ORDERS).nullable().default('desc'),
  }),
  response: z.object({ count: z.number(), repositoriesRegistry: z.array(repositoryRegistryViewSchema) }),
});

/** Commits of a branch, newest first; the answer comes from the builder's mirror. */
export const listBranchCommits = defineOperation({
  service,
  name: 'repository-registry.list-commits',
  request: pageSchema.extend({
    uuid: uuidSchema,
    repoBranch: textSchema,
    onlyTag: z.boolean().default(false),
  }),
  response: z.object({ commits: z.array(commitSchema) }),
});

/** Fetches the repository anew and waits for the outcome. */
export const syncRepositoryRegistry = defineOperation({
  service,
  name: 'repository-registry.sync',
  request: byUuid,
  response: z.null(),
  deadlineMs: SYNC_DEADLINE_MS,
});

export const deleteRepositoryRegistry = defineOperation({
  service,
  name: 'repository-registry.delete',
  request: byUuid,
  response: z.null(),
});

/** Sets the caller's own credentials of a private registry and checks them at once. */
export const setRegistryCredentials = defineOperation({
  service,
  name: 'repository-registry.set-credentials',
  request: credentialsSchema.extend({ uuid: uuidSchema }),
  response: z.null(),
});

export const getRegistryCredentials = defineOperation({
  service,
  name: 'repository-registry.get-credentials',
  request: byUuid,
  response: z.object({ credentials: credentialsSchema, status: z.enum(CREDENTIAL_STATUSES) }).nullable(),
});

/** For the builder alone: what it needs to fetch. A user's sync uses that user's credentials, a scheduled one the first valid. */
export const getRegistrySource = defineOperation({
  service,
  name: 'repository-registry.get-source',
  request: z.object({ uuid: uuidSchema, onBehalfOf: uuidSchema.nullable() }),
  response: z.object({
    platform: z.enum(GIT_PLATFORMS),
    repositoryUrl: z.string(),
    isPublicRepository: z.boolean(),
    credentials: credentialsSchema.nullable(),
  }),
});

/** Has the mirrors fetched that `builder` lacks. For the platform only. */
export const syncMissingRegistries = defineOperation({
  service,
  name: 'repository-registry.sync-missing',
  request: z.object({}),
  response: z.null(),
});
