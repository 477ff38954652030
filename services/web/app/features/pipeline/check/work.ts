import type { AggregationFunction, PipelineProblem, PipelineStage, PolicyType } from '@unitfleet/pipeline';

/** A message to try. */
export interface TrialMessage {
  readonly payload: string;
  /** Unix milliseconds. */
  readonly timeMs: number;
}

/** What one pipeline does with one message, or the row of a window that has ended. */
export interface RunStep {
  /** Name of the additional pipeline; `null`: the first. */
  readonly pipeline: string | null;
  readonly timeMs: number;
  /** `null`: the row of a window. */
  readonly payload: string | null;
  readonly drop: { readonly stage: PipelineStage; readonly reason: string } | null;
  readonly stored: {
    readonly policy: PolicyType;
    readonly state: string;
    readonly window: {
      readonly startMs: number;
      readonly endMs: number;
      readonly function: AggregationFunction;
    } | null;
  } | null;
}

/** What the worker is asked. */
export interface Work {
  readonly document: string;
  /** What it would replace. */
  readonly saved?: string;
  /** Without them the document is only checked. */
  readonly messages?: readonly TrialMessage[];
}

export interface WorkDone {
  /** None: the document is valid. */
  readonly problems: readonly PipelineProblem[];
  /** What is stored is no longer shown once the document replaces the saved one. */
  readonly isNewSeries?: boolean;
  /** Of a valid document with messages. */
  readonly steps?: readonly RunStep[];
}
