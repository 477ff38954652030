import { z } from 'zod';
import { dateTimeSchema } from '../../model/scalars';
import { SERVICE_NAMES } from '../../model/service-names';

/** One kind of work that a process does again and again. */
export const jobViewSchema = z.object({
  name: z.string(),
  /** Pause between two runs; null: it runs when there is something to do. */
  everySeconds: z.number().nullable(),
  lastStart: dateTimeSchema.nullable(),
  /** Of the last run that has ended. */
  lastDurationSeconds: z.number().nullable(),
  /** Of the last run that has ended; null: it went well. */
  lastError: z.string().nullable(),
  /** Since the process started. */
  runs: z.number(),
  failures: z.number(),
});
export type JobView = z.infer<typeof jobViewSchema>;

/** What a process says of itself to whoever operates the instance. Nothing in it is secret. */
export const processViewSchema = z.object({
  service: z.enum(SERVICE_NAMES),
  /** Tells processes of one service apart; a restarted one is another. */
  instance: z.string(),
  version: z.string(),
  startedAt: dateTimeSchema,
  /** What it cannot work without and does not have now, each with the reason. */
  failures: z.array(z.object({ check: z.string(), reason: z.string() })),
  residentBytes: z.number(),
  /** As they are printed at the start: secrets are covered before they leave the process. */
  settings: z.array(z.object({ name: z.string(), value: z.string() })),
  jobs: z.array(jobViewSchema),
});
export type ProcessView = z.infer<typeof processViewSchema>;

/**
 * Asked of all processes at once, without a queue group, by an Admin: each answers a `processViewSchema` in a reply like that
 * of any operation. Whoever asks counts the answers itself; a process that is away gives none.
 */
export const PROCESSES_SUBJECT = 'rpc.every.process.describe';
