import { z } from 'zod';
import { unitLogSchema } from '../operations/datapipe/pipe-data';
import { unitStateSchema } from '../operations/units/units';
import { dateTimeSchema, uuidSchema } from '../model/scalars';
import { IMPORT_STATUSES } from '../model/enums';
import { partitionOf } from '../telemetry/partition';

/**
 * A kind of message on the LIVE stream: what has just changed, for those who watch. It is a notification and no truth:
 * it is published after the owner has stored the change, without an outbox, and may be lost with a process or a
 * connection. Whoever reads it must be able to do without one message, and finds what is true by asking the owner.
 */
export interface LiveChannel<Schema extends z.ZodType = z.ZodType> {
  /** The envelope's `type`, and the leading part of the subject `<type>.<partition>`. */
  readonly type: string;
  readonly version: number;
  readonly schema: Schema;
}

/**
 * Values that were stored: of each node the newest of a batch, so that some in between may be missing. Columns, because
 * thousands travel per second.
 */
export const liveNodeStatesSchema = z
  .object({
    nodeUuids: z.array(uuidSchema),
    states: z.array(z.string()),
    /** `last_update_datetime` of the nodes, in ms. */
    times: z.array(z.number()),
  })
  .refine(({ nodeUuids, states, times }) =>
    [states, times].every(({ length }) => length === nodeUuids.length),
  );
export type LiveNodeStates = z.infer<typeof liveNodeStatesSchema>;

/** What a device said of itself, as it was kept, or that it came or went. */
export const liveUnitSchema = z.object({
  uuid: uuidSchema,
  /** Null for a Unit that never said anything. */
  unitState: unitStateSchema.nullable(),
  currentCommitVersion: z.string().nullable(),
  lastUpdateDatetime: dateTimeSchema,
  /** A process of the version before says neither of these: it tells what a device just said. */
  isOnline: z.boolean().default(true),
  lastSeenDatetime: dateTimeSchema.nullable().default(null),
});
export type LiveUnit = z.infer<typeof liveUnitSchema>;

/** Log entries of one Unit that were stored. */
export const liveUnitLogsSchema = z.object({ unitUuid: uuidSchema, unitLogs: z.array(unitLogSchema) });
export type LiveUnitLogs = z.infer<typeof liveUnitLogsSchema>;

/** How far an import into a pipeline is: told now and then while it runs, and once when it is over. */
export const liveImportSchema = z.object({
  nodeUuid: uuidSchema,
  /** Name of an additional pipeline; null for the first. */
  pipeline: z.string().nullable(),
  status: z.enum(IMPORT_STATUSES),
  /** Checked so far, and of a done import stored. */
  rows: z.number(),
  /** Of the file, read so far. */
  bytes: z.number(),
  /** Why it failed. */
  error: z.string().nullable(),
});
export type LiveImport = z.infer<typeof liveImportSchema>;

/** Nodes of which rows were stored, whichever of their pipelines did: of those that somebody watches. */
export const liveRowsSchema = z.object({ nodeUuids: z.array(uuidSchema) });

/**
 * Nodes whose rows somebody watches in one process. Said on core NATS under `subject`: what is added at once, all of
 * them every `ROW_INTEREST_EVERY_MS`. One that was not named for `ROW_INTEREST_MS` is watched by nobody any more.
 */
export const rowInterest = {
  type: 'interest.pipe-rows',
  version: 1,
  subject: 'interest.pipe-rows',
  schema: z.object({ nodeUuids: z.array(uuidSchema) }),
} as const;
export const ROW_INTEREST_EVERY_MS = 10_000;
export const ROW_INTEREST_MS = 35_000;

/** Published by `datapipe`: of a node at most once a second, however many rows are stored. */
export const liveRows = {
  type: 'live.pipe-rows',
  version: 1,
  schema: liveRowsSchema,
} satisfies LiveChannel;
/** Published by `datapipe`. */
export const liveImports = {
  type: 'live.pipe-data-import',
  version: 1,
  schema: liveImportSchema,
} satisfies LiveChannel;

/** Published by `datapipe`. */
export const liveNodeStates = {
  type: 'live.node-state',
  version: 1,
  schema: liveNodeStatesSchema,
} satisfies LiveChannel;
/** Published by `units`. */
export const liveUnit = { type: 'live.unit', version: 1, schema: liveUnitSchema } satisfies LiveChannel;
/** Published by `datapipe`. */
export const liveUnitLogs = {
  type: 'live.unit-log',
  version: 1,
  schema: liveUnitLogsSchema,
} satisfies LiveChannel;

/** Messages about one node or Unit keep their order on one partition's subject. */
export const liveSubject = (channel: LiveChannel, partition: number): string =>
  `${channel.type}.${partition}`;

/** The subject of what concerns one node or Unit. */
export const liveSubjectOf = (channel: LiveChannel, uuid: string): string =>
  liveSubject(channel, partitionOf(uuid));
