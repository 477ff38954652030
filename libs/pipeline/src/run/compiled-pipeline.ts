import { JsonSource } from './json-payload';
import { NodeState } from './node-state';
import { AggregateRow, Outcome } from './outcome';

/**
 * A pipeline ready to run. It holds no state of its own: one instance serves any number of nodes with the same
 * configuration. Time is always given, in unix milliseconds; the same calls on the same state give the same answers.
 */
export interface CompiledPipeline {
  /**
   * Puts one message through active period, filters, transformations and policy, in this order
   * (docs/protocol/datapipe.md 2.1). A drop leaves `state` untouched. Never throws and does not keep `payload`.
   */
  process(state: NodeState, payload: Uint8Array, timeMs: number): Outcome;

  /**
   * The rows of the node's open window, one for each function, if it has ended by `timeMs`, else null. For ticks: an idle
   * node's window closes too.
   */
  closeWindow(state: NodeState, timeMs: number): readonly AggregateRow[] | null;
}

/** A pipeline that also takes a value which was found in a JSON payload. */
export interface JsonFedPipeline extends CompiledPipeline {
  /** As `process`; `found` is what JSON.parse gives, but not null, and comes from `json`. */
  processFound(state: NodeState, found: unknown, timeMs: number, json: JsonSource): Outcome;
}
