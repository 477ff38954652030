import { z } from 'zod';
import {
  AGGREGATION_FUNCTIONS,
  INPUT_VALUE_TYPES,
  LOG_LEVELS,
  PROCESSING_POLICIES,
  SORT_ORDERS,
} from '../../model/enums';
import { DomainError } from '../../errors/domain-error';
import { pageSchema } from '../../model/paging';
import { dateTimeSchema, searchSchema, textSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';
import { defineStream } from '../define-stream';

const service = 'datapipe';

/** Which of a node's pipelines: the name of an additional one; without a name, the first. */
export const pipelineNameSchema = textSchema.nullish();

const rowBase = { unitNodeUuid: uuidSchema };
const rawRow = {
  ...rowBase,
  state: z.string(),
  stateType: z.enum(INPUT_VALUE_TYPES),
  createDatetime: dateTimeSchema,
};

/** One stored value, in the form of its policy (`docs/protocol/datapipe.md 3.1`). */
export const pipeDataItemSchema = z.discriminatedUnion('policy', [
  z.object({ policy: z.literal('NRecords'), ...rawRow, maxCount: z.number(), size: z.number() }),
  z.object({
    policy: z.literal('TimeWindow'),
    ...rawRow,
    expirationDatetime: dateTimeSchema,
    size: z.number(),
  }),
  z.object({
    policy: z.literal('Aggregation'),
    ...rowBase,
    state: z.number(),
    aggregationType: z.enum(AGGREGATION_FUNCTIONS),
    timeWindowSize: z.number(),
    createDatetime: dateTimeSchema,
    startWindowDatetime: dateTimeSchema,
    endWindowDatetime: dateTimeSchema,
  }),
  z.object({
    policy: z.literal('LastValue'),
    ...rowBase,
    state: z.string(),
    lastUpdateDatetime: dateTimeSchema,
  }),
]);
export type PipeDataItem = z.infer<typeof pipeDataItemSchema>;

export const readPipeData = defineOperation({
  service,
  name: 'pipe-data.read',
  request: pageSchema.extend({
    nodeUuid: uuidSchema,
    pipeline: pipelineNameSchema,
    type: z.enum(PROCESSING_POLICIES),
    searchString: searchSchema.nullish(),
    aggregationType: z
      .array(z.enum(AGGREGATION_FUNCTIONS))
      .nullable()
      .default([...AGGREGATION_FUNCTIONS]),
    timeWindowSize: z.number().int().nullish(),
    startAggWindowDatetime: dateTimeSchema.nullish(),
    endAggWindowDatetime: dateTimeSchema.nullish(),
    startCreateDatetime: dateTimeSchema.nullish(),
    endCreateDatetime: dateTimeSchema.nullish(),
    relativeTime: textSchema.nullish(),
    orderByCreateDate: z.enum(SORT_ORDERS).nullable().default('desc'),
  }),
  response: z.object({ count: z.number(), pipeData: z.array(pipeDataItemSchema) }),
  deadlineMs: 30_000,
});

/**
 * The same rows for answers that are too large for memory: the content is the rows as JSON objects in the form of REST
 * (`docs/protocol/datapipe.md 3.1`), with commas between, so that `[` content `]` is the array. `size` is the content's
 * in bytes; it and `count`, the matches before offset and limit, are known before the first part.
 */
export const streamPipeData = defineStream({
  service,
  name: 'pipe-data.stream',
  request: readPipeData.request,
  head: z.object({ count: z.number(), size: z.number() }),
  deadlineMs: 30_000,
});

/** Buckets that one downsampled history has at the most. */
export const MAX_HISTORY_POINTS = 5_000;
/** Buckets where nobody says how many. */
export const USUAL_HISTORY_POINTS = 300;

/** @throws DomainError Validation for a number of buckets that is none. */
export const assertHistoryPoints = (points: number): void => {
  if (points < 1 || points > MAX_HISTORY_POINTS)
    throw new DomainError('Validation', `points ${points} is not in 1..${MAX_HISTORY_POINTS}`);
};

/** Rows of one stretch of time. The numbers are null where none of its rows is a number. */
export const pipeDataPointSchema = z.object({
  /** The bucket is `[start, end)`. */
  startDatetime: dateTimeSchema,
  endDatetime: dateTimeSchema,
  count: z.number(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  avg: z.number().nullable(),
});
export type PipeDataPoint = z.infer<typeof pipeDataPointSchema>;

/**
 * What a pipeline has stored, for a chart: the rows shown by {@link readPipeData} in at most `points` buckets of equal width
 * by `create_datetime`, oldest first; empty buckets are left out. Without bounds the buckets span the stored rows.
 * `aggregationType` picks a function where the pipeline has several; without it, the first.
 *
 * @throws DomainError `DataPipe` for a pipeline that keeps no history, and for a function that it does not compute.
 */
export const readPipeDataPoints = defineOperation({
  service,
  name: 'pipe-data.points',
  request: z.object({
    nodeUuid: uuidSchema,
    pipeline: pipelineNameSchema,
    points: z.number().int().min(1).max(MAX_HISTORY_POINTS),
    aggregationType: z.enum(AGGREGATION_FUNCTIONS).nullish(),
    startCreateDatetime: dateTimeSchema.nullish(),
    endCreateDatetime: dateTimeSchema.nullish(),
    relativeTime: textSchema.nullish(),
  }),
  response: z.object({ points: z.array(pipeDataPointSchema) }),
  deadlineMs: 30_000,
});

/** Leaves everything behind that the pipelines of the node have stored. */
export const deletePipeData = defineOperation({
  service,
  name: 'pipe-data.delete',
  request: z.object({ nodeUuid: uuidSchema }),
  response: z.null(),
});

export const unitLogSchema = z.object({
  uuid: uuidSchema,
  level: z.enum(LOG_LEVELS),
  unitUuid: uuidSchema,
  text: z.string(),
  createDatetime: dateTimeSchema,
  expirationDatetime: dateTimeSchema,
});
export type UnitLogView = z.infer<typeof unitLogSchema>;

export const listUnitLogs = defineOperation({
  service,
  name: 'unit-log.list',
  request: pageSchema.extend({
    uuid: uuidSchema,
    level: z
      .array(z.enum(LOG_LEVELS))
      .nullable()
      .default([...LOG_LEVELS]),
    orderByCreateDate: z.enum(SORT_ORDERS).nullable().default('desc'),
  }),
  response: z.object({ count: z.number(), unitLogs: z.array(unitLogSchema) }),
});
