import { PipelineConfig, PipelineStage } from '../config/pipeline-config';
import { compilePipeline } from './compile-pipeline';
import { CompiledPipeline } from './compiled-pipeline';
import { emptyNodeState, NodeState } from './node-state';
import { AggregateRow, DropReason, LastValueOutcome, RecordOutcome, TimedRecordOutcome } from './outcome';

/** What a pipeline would store. */
export type WouldStore =
  LastValueOutcome | RecordOutcome | TimedRecordOutcome | ({ kind: 'aggregate' } & AggregateRow);

/**
 * One thing that a dry run tells. `drop` says which stage refused the message and why; `stored` what would be stored.
 * Neither: the message went into the open window of an aggregation, whose row is a step of its own, without a payload.
 */
export interface DryRunStep {
  /** Of the message, or the end of the window; unix milliseconds. */
  timeMs: number;
  payload: Uint8Array | null;
  drop: { stage: PipelineStage; reason: DropReason } | null;
  stored: WouldStore | null;
}

/** Puts messages of one node through a candidate pipeline and stores nothing. The node remembers nothing at first. */
export class DryRun {
  private readonly pipeline: CompiledPipeline;
  private readonly state: NodeState = emptyNodeState();
  private timeMs = -Infinity;

  constructor(config: PipelineConfig) {
    this.pipeline = compilePipeline(config);
  }

  /** Time does not go back: an earlier stamp counts as the latest one, as in the stream. */
  message(payload: Uint8Array, timeMs: number): DryRunStep[] {
    const closed = this.tick(timeMs);
    const outcome = this.pipeline.process(this.state, payload, this.timeMs);
    const step = { timeMs: this.timeMs, payload };
    if (outcome.kind === 'dropped') {
      const { stage, reason } = outcome;
      return [...closed, { ...step, drop: { stage, reason }, stored: null }];
    }
    return [...closed, { ...step, drop: null, stored: outcome.kind === 'folded' ? null : outcome }];
  }

  /** Ends the window that has ended by now. */
  tick(timeMs: number): DryRunStep[] {
    this.timeMs = Math.max(this.timeMs, timeMs);
    return this.close(this.timeMs);
  }

  /** The row of the window that is still open, as it would be if nothing more came. */
  end(): DryRunStep[] {
    return this.close(Infinity);
  }

  private close(timeMs: number): DryRunStep[] {
    const row = this.pipeline.closeWindow(this.state, timeMs);
    if (row === null) return [];
    return [{ timeMs: row.endMs, payload: null, drop: null, stored: { kind: 'aggregate', ...row } }];
  }
}
