import { z } from 'zod';
import { ARCHIVE_FORMATS } from '../../model/enums';
import { pageSchema } from '../../model/paging';
import { uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';
import { defineStream } from '../define-stream';

const service = 'builder';

export const commitSchema = z.object({ commit: z.string(), summary: z.string(), tag: z.string().nullable() });
export type Commit = z.infer<typeof commitSchema>;

export const versionSchema = z.object({ commit: z.string(), tag: z.string().nullable() });
export type Version = z.infer<typeof versionSchema>;

/** Branches of many mirrors in one round trip; a mirror that is not there has none. */
export const listMirrorBranches = defineOperation({
  service,
  name: 'mirror.list-branches',
  request: z.object({ registryUuids: z.array(uuidSchema) }),
  response: z.object({
    mirrors: z.array(z.object({ registryUuid: uuidSchema, branches: z.array(z.string()) })),
  }),
});

/** Commits of a branch, newest first; an unknown branch is a GitRepo error. */
export const listMirrorCommits = defineOperation({
  service,
  name: 'mirror.list-commits',
  request: pageSchema.extend({ registryUuid: uuidSchema, branch: z.string(), onlyTag: z.boolean() }),
  response: z.object({ commits: z.array(commitSchema) }),
});

/**
 * Picks a version (`docs/protocol/device.md 6.2`): the newest commit of a branch, the newest tagged one, or a given
 * commit, which must be on the branch. Nothing suitable is a GitRepo error.
 */
export const resolveVersion = defineOperation({
  service,
  name: 'mirror.resolve-version',
  request: z.object({
    registryUuid: uuidSchema,
    branch: z.string(),
    select: z.union([z.literal('newest'), z.literal('newest-tagged'), z.object({ commit: z.string() })]),
    requireTag: z.boolean(),
  }),
  response: versionSchema,
});

/** The tag of each of these commits (the alphabetically first of several); null for one without, or not in the mirror. */
export const findCommitTags = defineOperation({
  service,
  name: 'mirror.find-tags',
  request: z.object({ registryUuid: uuidSchema, commits: z.array(z.string()) }),
  response: z.object({ tags: z.record(z.string(), z.string().nullable()) }),
});

/** Texts of files at a commit; null for a file that is not there. An unknown commit is a GitRepo error. */
export const readMirrorFiles = defineOperation({
  service,
  name: 'mirror.read-files',
  request: z.object({ registryUuid: uuidSchema, commit: z.string(), paths: z.array(z.string()) }),
  response: z.object({ files: z.record(z.string(), z.string().nullable()) }),
});

/**
 * The firmware archive of a commit with the given files added at its root; with no commit, only those files
 * (`docs/protocol/device.md 5.2`). The first part says the size, the rest is the content.
 */
export const buildArchive = defineStream({
  service,
  name: 'archive.build',
  request: z.object({
    registryUuid: uuidSchema,
    commit: z.string().nullable(),
    files: z.record(z.string(), z.string()),
    format: z.enum(ARCHIVE_FORMATS),
    windowBits: z.number().int(),
    level: z.number().int(),
  }),
  head: z.object({ size: z.number() }),
  deadlineMs: 60_000,
});
