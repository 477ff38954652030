import { NODE_REASONS } from './node-counts';

/** Why a message was not stored: a filter's reason, or the node itself. */
export const UNSTORED_REASONS = [
  ...NODE_REASONS,
  /** no such node, or one without a pipeline */
  'no_pipeline',
  /** bytes that are no telemetry frame; counted once a frame */
  'bad_frame',
] as const;
export type UnstoredReason = (typeof UNSTORED_REASONS)[number];

/** What a partition has seen since this process took it. */
export interface PartitionCounters {
  messages: number;
  frames: number;
  readonly unstored: Record<UnstoredReason, number>;
}

export const newCounters = (): PartitionCounters => ({
  messages: 0,
  frames: 0,
  unstored: Object.fromEntries(UNSTORED_REASONS.map((reason) => [reason, 0])) as Record<
    UnstoredReason,
    number
  >,
});
