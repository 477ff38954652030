import { AGGREGATION_FUNCTIONS, AggregationFunction } from '../config/pipeline-config';
import { addExactly, roundSum } from './exact-sum';
import { NodeState, OpenWindow } from './node-state';
import { AggregateRow, Dropped, DROPPED, FoldedOutcome } from './outcome';

const FOLDED: FoldedOutcome = Object.freeze({ kind: 'folded', closed: null });

/**
 * Tumbling windows `[start, end)`, aligned to the epoch (docs/protocol/datapipe.md 2.6). A window ends when a message or a
 * tick at or after its end arrives; none is emitted twice or empty. Time of a node never goes back: a message stamped before
 * a window that is already closed counts in the earliest one that is not. One window serves all functions: a value that one
 * of them cannot take (a sum has to stay a double) goes into none.
 */
export class Aggregation {
  private readonly sizeMs: number;
  private readonly sums: boolean;
  /** As in {@link OpenWindow}. */
  private readonly bits: number;

  constructor(
    private readonly functions: readonly AggregationFunction[],
    private readonly sizeSeconds: number,
  ) {
    this.sizeMs = sizeSeconds * 1000;
    this.sums = functions.includes('Sum') || functions.includes('Avg');
    this.bits = functions.reduce((bits, name) => bits | (1 << AGGREGATION_FUNCTIONS.indexOf(name)), 0);
  }

  /** Folds a finite value in. On a drop the state is untouched. */
  fold(state: NodeState, value: number, timeMs: number): FoldedOutcome | Dropped {
    const current = this.currentWindow(state);
    if (current !== null && timeMs < current.startMs + this.sizeMs) return this.add(current, value) ?? FOLDED;

    // A lone value is always representable, so opening a window cannot fail after the old one is closed.
    const closed = current === null ? null : this.close(state, current);
    const start = Math.floor(timeMs / this.sizeMs) * this.sizeMs;
    state.window = this.open(Math.max(start, state.closedUntilMs), value);
    return closed === null ? FOLDED : { kind: 'folded', closed };
  }

  /** The rows of the open window if it has ended by `timeMs`. */
  closeWindow(state: NodeState, timeMs: number): readonly AggregateRow[] | null {
    const current = this.currentWindow(state);
    if (current === null || timeMs < current.startMs + this.sizeMs) return null;
    return this.close(state, current);
  }

  /** A window of another series, left over from another configuration, counts as none. */
  private currentWindow({ window }: NodeState): OpenWindow | null {
    return window !== null && window.sizeSeconds === this.sizeSeconds && window.functions === this.bits
      ? window
      : null;
  }

  private open(startMs: number, value: number): OpenWindow {
    return {
      startMs,
      sizeSeconds: this.sizeSeconds,
      functions: this.bits,
      count: 1,
      min: value,
      max: value,
      sum: this.sums ? [value] : [],
    };
  }

  private add(window: OpenWindow, value: number): Dropped | undefined {
    if (this.sums && !addExactly(window.sum, value)) return DROPPED.sumNotFinite;
    window.count++;
    if (value < window.min) window.min = value;
    if (value > window.max) window.max = value;
    return undefined;
  }

  private close(state: NodeState, window: OpenWindow): readonly AggregateRow[] {
    const { startMs } = window;
    const endMs = startMs + this.sizeMs;
    state.window = null;
    state.closedUntilMs = endMs;
    return this.functions.map((name, position) => ({
      startMs,
      endMs,
      timeWindowSize: this.sizeSeconds,
      function: name,
      position,
      state: result(name, window),
    }));
  }
}

function result(name: AggregationFunction, window: OpenWindow): number {
  switch (name) {
    case 'Min':
      return window.min;
    case 'Max':
      return window.max;
    case 'Sum':
      return roundSum(window.sum);
    case 'Avg':
      return roundSum(window.sum) / window.count + 0;
  }
}
