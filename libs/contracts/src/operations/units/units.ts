import { z } from 'zod';
import {
  DEVICE_COMMANDS,
  FIRMWARE_UPDATE_STATUSES,
  SORT_ORDERS,
  UNIT_NODE_TYPES,
  VISIBILITY_LEVELS,
} from '../../model/enums';
import { pageSchema, uuidFilterSchema } from '../../model/paging';
import { dateTimeSchema, searchSchema, textSchema, uuidSchema } from '../../model/scalars';
import { versionSchema } from '../builder/mirrors';
import { defineOperation } from '../define-operation';
import { unitNodeViewSchema } from './unit-nodes';

const service = 'units';
const byUuid = z.object({ uuid: uuidSchema });

/** What a device last said of itself (`docs/protocol/device.md 7.2`). */
export const unitStateSchema = z.object({
  ifconfig: z.array(z.unknown()),
  millis: z.number().nullable(),
  memFree: z.number().nullable(),
  memAlloc: z.number().nullable(),
  freq: z.number().nullable(),
  statvfs: z.array(z.unknown()),
  puCommitVersion: z.string().nullable(),
});
export type UnitState = z.infer<typeof unitStateSchema>;

export const unitViewSchema = z.object({
  uuid: uuidSchema,
  visibilityLevel: z.enum(VISIBILITY_LEVELS),
  name: z.string(),
  createDatetime: dateTimeSchema,
  isAutoUpdateFromRepoUnit: z.boolean(),
  targetFirmwarePlatform: z.string().nullable(),
  repoBranch: z.string().nullable(),
  repoCommit: z.string().nullable(),
  unitState: unitStateSchema.nullable(),
  currentCommitVersion: z.string().nullable(),
  lastUpdateDatetime: dateTimeSchema,
  creatorUuid: uuidSchema,
  repoUuid: uuidSchema,
  firmwareUpdateStatus: z.enum(FIRMWARE_UPDATE_STATUSES).nullable(),
  firmwareUpdateError: z.string().nullable(),
  lastFirmwareUpdateDatetime: dateTimeSchema.nullable(),
  unitNodes: z.array(unitNodeViewSchema),
  /** A device of the Unit holds a session of the broker. */
  isOnline: z.boolean(),
  /** When a device of the Unit last reported its state, connected or went; null for never. */
  lastSeenDatetime: dateTimeSchema.nullable(),
  /** What the Unit is to run now (`docs/protocol/device.md 6.2`); null where that cannot be told. */
  targetCommit: z.string().nullable(),
  /** The Unit reported a version, and it is not the target. */
  isOutdated: z.boolean(),
});
export type UnitView = z.infer<typeof unitViewSchema>;

export const createUnit = defineOperation({
  service,
  name: 'unit.create',
  request: z.object({
    repoUuid: uuidSchema,
    visibilityLevel: z.enum(VISIBILITY_LEVELS),
    name: textSchema,
    isAutoUpdateFromRepoUnit: z.boolean(),
    targetFirmwarePlatform: textSchema.nullish(),
    repoBranch: textSchema.nullish(),
    repoCommit: textSchema.nullish(),
  }),
  response: unitViewSchema,
  deadlineMs: 15_000,
});

export const getUnit = defineOperation({
  service,
  name: 'unit.get',
  request: byUuid,
  response: unitViewSchema,
});

/** Filters and orders of `docs/protocol/rest-graphql.md 2.8`. */
export const listUnits = defineOperation({
  service,
  name: 'unit.list',
  request: pageSchema.extend({
    uuids: uuidFilterSchema,
    creatorUuid: uuidSchema.nullish(),
    repoUuid: uuidSchema.nullish(),
    reposUuids: uuidFilterSchema,
    searchString: searchSchema.nullish(),
    isAutoUpdateFromRepoUnit: z.boolean().nullish(),
    isOnline: z.boolean().nullish(),
    isOutdated: z.boolean().nullish(),
    /** Null or missing: whatever it is, or none; an empty list picks nothing. */
    firmwareUpdateStatus: z.array(textSchema).nullish(),
    visibilityLevel: z
      .array(textSchema)
      .nullable()
      .default([...VISIBILITY_LEVELS]),
    orderByUnitName: z.enum(SORT_ORDERS).nullable().default('asc'),
    orderByCreateDate: z.enum(SORT_ORDERS).nullable().default('desc'),
    orderByLastUpdate: z.enum(SORT_ORDERS).nullable().default('desc'),
    includeUnitNodes: z.boolean().default(false),
    /** Without it `unitState` is null: a list of thousands that shows no state need not carry it. */
    includeUnitState: z.boolean().default(true),
    unitNodeInputUuid: uuidSchema.nullish(),
    unitNodeType: z
      .array(textSchema)
      .nullable()
      .default([...UNIT_NODE_TYPES]),
    unitNodeUuids: uuidFilterSchema,
  }),
  response: z.object({ count: z.number(), units: z.array(unitViewSchema) }),
});

/** Missing or null values stay as they are. Synchronises the nodes with the target version and sends Update. */
export const updateUnit = defineOperation({
  service,
  name: 'unit.update',
  request: z.object({
    uuid: uuidSchema,
    visibilityLevel: z.enum(VISIBILITY_LEVELS).nullish(),
    name: textSchema.nullish(),
    isAutoUpdateFromRepoUnit: z.boolean().nullish(),
    targetFirmwarePlatform: textSchema.nullish(),
    repoBranch: textSchema.nullish(),
    repoCommit: textSchema.nullish(),
  }),
  response: unitViewSchema,
  deadlineMs: 15_000,
});

export const deleteUnit = defineOperation({
  service,
  name: 'unit.delete',
  request: byUuid,
  response: z.null(),
});

/** env.json of the target version (`docs/protocol/device.md 4.2, 4.3`). */
export const getUnitEnv = defineOperation({
  service,
  name: 'unit.get-env',
  request: byUuid,
  response: z.object({ env: z.record(z.string(), z.unknown()) }),
});

export const setUnitEnv = defineOperation({
  service,
  name: 'unit.set-env',
  request: z.object({ uuid: uuidSchema, envJson: z.string() }),
  response: z.null(),
});

export const resetUnitEnv = defineOperation({
  service,
  name: 'unit.reset-env',
  request: byUuid,
  response: z.null(),
});

/** schema.json of the target version (`docs/protocol/device.md 4.1`). */
export const getUnitSchema = defineOperation({
  service,
  name: 'unit.get-schema',
  request: byUuid,
  response: z.object({ schema: z.record(z.string(), z.record(z.string(), z.array(z.string()))) }),
});

export const getUnitTargetVersion = defineOperation({
  service,
  name: 'unit.get-target-version',
  request: byUuid,
  response: versionSchema,
});

/** What the firmware archive of a Unit is made of: a commit of a mirror (none for compilable Repos) and generated files. */
export const describeUnitFirmware = defineOperation({
  service,
  name: 'unit.describe-firmware',
  request: byUuid,
  response: z.object({
    registryUuid: uuidSchema,
    commit: z.string().nullable(),
    files: z.record(z.string(), z.string()),
  }),
});

export const getUnitStateStorage = defineOperation({
  service,
  name: 'unit.get-state-storage',
  request: byUuid,
  response: z.object({ state: z.string() }),
});

export const setUnitStateStorage = defineOperation({
  service,
  name: 'unit.set-state-storage',
  request: z.object({ uuid: uuidSchema, state: z.string() }),
  response: z.null(),
});

/** Remembers the command until its effect is seen; sent at once to a device that listens. */
export const sendUnitCommand = defineOperation({
  service,
  name: 'unit.send-command',
  request: z.object({ uuid: uuidSchema, command: z.enum(DEVICE_COMMANDS) }),
  response: z.null(),
});

/** May the actor read this Unit's logs? Asked by `datapipe`, which holds them. */
export const authorizeUnitLogs = defineOperation({
  service,
  name: 'unit.authorize-logs',
  request: byUuid,
  response: z.null(),
});

/** Units of a Repo by the version that they report. */
export const countUnitVersions = defineOperation({
  service,
  name: 'unit.count-versions',
  request: z.object({ repoUuid: uuidSchema }),
  response: z.object({
    /** All Units of the Repo, also those that never reported. */
    unitTotal: z.number(),
    /** The level that the Repo must not be stricter than; null without Units. */
    loosestVisibility: z.enum(VISIBILITY_LEVELS).nullable(),
    versions: z.array(z.object({ commit: z.string(), unitCount: z.number() })),
  }),
});

/** Standing of a Unit's token: refused with NoAccess when the Unit is gone or its owner is blocked. */
export const resolveUnitToken = defineOperation({
  service,
  name: 'unit.resolve-token',
  request: byUuid,
  response: z.object({ uuid: uuidSchema, creatorUuid: uuidSchema }),
});

/** Instance counters of this service's entities. */
export const countUnitEntities = defineOperation({
  service,
  name: 'metrics.count',
  request: z.object({}),
  response: z.object({ unitCount: z.number(), unitNodeCount: z.number(), unitNodeEdgeCount: z.number() }),
});

/** Which of these Units exist. */
export const findExistingUnits = defineOperation({
  service,
  name: 'unit.find-existing',
  request: z.object({ uuids: z.array(uuidSchema) }),
  response: z.object({ uuids: z.array(uuidSchema) }),
});
