import { PipelineDocument, PipelineStage } from '../config/pipeline-config';
import { CompiledDocument, compileDocument, DocumentPipeline } from './compile-document';
import { emptyNodeState, NodeState } from './node-state';
import { AggregateRow, DropReason, LastValueOutcome, RecordOutcome, TimedRecordOutcome } from './outcome';

/** What a pipeline would store. */
export type WouldStore =
  LastValueOutcome | RecordOutcome | TimedRecordOutcome | ({ kind: 'aggregate' } & AggregateRow);

/**
 * One thing that a dry run tells. `drop` says which stage refused the message and why; `stored` what would be stored.
 * Neither: the message went into the open window of an aggregation, whose rows are steps of their own, without a payload.
 */
export interface DryRunStep {
  /** Of which this is told; null = the first. */
  pipeline: string | null;
  /** Of the message, or the end of the window; unix milliseconds. */
  timeMs: number;
  payload: Uint8Array | null;
  drop: { stage: PipelineStage; reason: DropReason } | null;
  stored: WouldStore | null;
}

type RunningPipeline = DocumentPipeline & { readonly state: NodeState };

/**
 * Puts messages of one node through all pipelines of a candidate document and stores nothing. The node remembers nothing at
 * first. What is told at once comes in the order of the pipelines, windows that have ended before the message that ended them.
 */
export class DryRun {
  private readonly document: CompiledDocument;
  private readonly pipelines: readonly RunningPipeline[];
  private timeMs = -Infinity;

  constructor(document: PipelineDocument) {
    this.document = compileDocument(document);
    this.pipelines = this.document.pipelines.map((pipeline) => ({ ...pipeline, state: emptyNodeState() }));
  }

  /** One step for each pipeline. Time does not go back: an earlier stamp counts as the latest one, as in the stream. */
  message(payload: Uint8Array, timeMs: number): DryRunStep[] {
    const closed = this.tick(timeMs);
    this.document.begin(payload);
    return [...closed, ...this.pipelines.map((pipeline) => this.step(pipeline, payload))];
  }

  /** Ends the windows that have ended by now. */
  tick(timeMs: number): DryRunStep[] {
    this.timeMs = Math.max(this.timeMs, timeMs);
    return this.close(this.timeMs);
  }

  /** The rows of the windows that are still open, as they would be if nothing more came. */
  end(): DryRunStep[] {
    return this.close(Infinity);
  }

  private step({ name, pipeline, state }: RunningPipeline, payload: Uint8Array): DryRunStep {
    const outcome = pipeline.process(state, payload, this.timeMs);
    const step = { pipeline: name, timeMs: this.timeMs, payload };
    if (outcome.kind === 'dropped') {
      const { stage, reason } = outcome;
      return { ...step, drop: { stage, reason }, stored: null };
    }
    return { ...step, drop: null, stored: outcome.kind === 'folded' ? null : outcome };
  }

  private close(timeMs: number): DryRunStep[] {
    return this.pipelines.flatMap(({ name, pipeline, state }) =>
      (pipeline.closeWindow(state, timeMs) ?? []).map((row) => ({
        pipeline: name,
        timeMs: row.endMs,
        payload: null,
        drop: null,
        stored: { kind: 'aggregate' as const, ...row },
      })),
    );
  }
}
