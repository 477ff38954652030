import { z } from 'zod';
import { bytesSchema } from '../../model/bytes';
import { AGGREGATION_FUNCTIONS, DATA_PIPE_STAGES, PROCESSING_POLICIES } from '../../model/enums';
import { dateTimeSchema, uuidSchema } from '../../model/scalars';
import { defineStream } from '../define-stream';

/** Messages that one dry run takes; of recorded ones the oldest. */
export const MAX_DRY_RUN_MESSAGES = 10_000;
/** How far back recorded telemetry may be asked for; the stream may hold less. */
export const MAX_DRY_RUN_MINUTES = 24 * 60;
/** Characters that are shown of a payload and of a value. */
export const MAX_DRY_RUN_TEXT = 1_024;

/** Why a dry run ended: nothing more to read, enough messages, or enough time spent. */
export const DRY_RUN_ENDS = ['complete', 'message_limit', 'time_limit'] as const;

/**
 * What a candidate pipeline does with one message: the stage that drops it and why, or what it would store. Neither: the
 * message goes into the open window of an aggregation, whose row is a step of its own, without a payload.
 */
export const dryRunStepSchema = z.object({
  /** Name of the additional pipeline that did it; null for the first. */
  pipeline: z.string().nullable(),
  /** Of the message; of the row of a window its end. */
  time: dateTimeSchema,
  /** As text, cut after 1,024 characters. */
  payload: z.string().nullable(),
  stage: z.enum(DATA_PIPE_STAGES).nullable(),
  reason: z.string().nullable(),
  stored: z
    .object({
      policy: z.enum(PROCESSING_POLICIES),
      /** Cut after 1,024 characters. */
      state: z.string(),
      /** Of the whole value in bytes; null of the row of a window. */
      size: z.number().nullable(),
      /** Of the row of a window. */
      aggregationType: z.enum(AGGREGATION_FUNCTIONS).nullable(),
      startWindowDatetime: dateTimeSchema.nullable(),
      endWindowDatetime: dateTimeSchema.nullable(),
    })
    .nullable(),
});

export const dryRunSchema = z.object({ steps: z.array(dryRunStepSchema), end: z.enum(DRY_RUN_ENDS) });
export type DryRunView = z.infer<typeof dryRunSchema>;

/**
 * Puts messages through a document's pipeline and stores nothing: either `messages` or what the telemetry stream holds of
 * the node from the last minutes. A message without a time has that of the one before; the first, now. For those who may
 * configure the pipe. The content is the JSON of {@link dryRunSchema} in the form of REST; the run ends when its caller
 * reads no further.
 *
 * @throws DomainError `DataPipe` for a document that is no pipeline, and for both or none of the sources.
 */
export const dryRunPipeline = defineStream({
  service: 'datapipe',
  name: 'pipeline.dry-run',
  request: z.object({
    nodeUuid: uuidSchema,
    document: bytesSchema,
    messages: z.array(z.object({ payload: z.string(), time: dateTimeSchema.nullish() })).nullish(),
    lastMinutes: z.number().nullish(),
  }),
  head: z.object({}),
  deadlineMs: 10_000,
});
