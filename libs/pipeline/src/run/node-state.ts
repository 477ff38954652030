import { ExactSum } from './exact-sum';
import { decodeWindow, encodeWindow } from './encoded-window';

/** An aggregation window that has at least one value and has not ended. It serves all functions of its pipeline. */
export interface OpenWindow {
  /** Unix milliseconds, a multiple of the size; the window is `[startMs, startMs + sizeSeconds x 1000)`. */
  startMs: number;
  sizeSeconds: number;
  /** The functions: bit `1 << i` for that of index i in `AGGREGATION_FUNCTIONS`. */
  functions: number;
  count: number;
  min: number;
  max: number;
  /** Exact sum, where `Sum` or `Avg` is among the functions; else it stays empty. */
  sum: ExactSum;
}

/**
 * What a pipeline remembers of one node. Plain and small; only `process`, `closeWindow` and `startNewSeries` change it.
 * It survives changes of configuration and restarts (through {@link encodeNodeState}).
 */
export interface NodeState {
  /** Time of the last accepted message, unix milliseconds; `-Infinity` before the first. */
  lastAcceptedMs: number;
  /** Last accepted input of a `Number` pipeline; `NaN` = none. */
  lastNumber: number;
  /** Last accepted input of a `Text` pipeline, or the digest of a long one; `null` = none. */
  lastText: string | null;
  lastTextIsDigest: boolean;
  window: OpenWindow | null;
  /** No window that starts before this is ever opened again, so that each is emitted once at most. */
  closedUntilMs: number;
}

/** A node that has not accepted anything. */
export function emptyNodeState(): NodeState {
  return {
    lastAcceptedMs: -Infinity,
    lastNumber: NaN,
    lastText: null,
    lastTextIsDigest: false,
    window: null,
    closedUntilMs: -Infinity,
  };
}

/**
 * To be called when `startsNewSeries` says so. The open window, if any, is discarded: its row would belong to the old
 * series, which nothing reads any more, and its values must not leak into the new one. What rate and uniqueness remember stays.
 */
export function startNewSeries(state: NodeState): void {
  state.window = null;
  state.closedUntilMs = -Infinity;
}

/** The JSON form of a state. Absent = nothing to remember. Doubles survive JSON and MessagePack exactly. */
export interface EncodedNodeState {
  /** last accepted, ms */
  t?: number;
  /** last number */
  n?: number;
  /** last text */
  s?: string;
  /** digest of the last text */
  d?: string;
  /** closed until, ms */
  c?: number;
  /** open window, see `encodeWindow` */
  w?: number[];
}

/** For checkpoints: plain, compact, independent of the configuration. */
export function encodeNodeState(state: NodeState): EncodedNodeState {
  const encoded: EncodedNodeState = {};
  if (state.lastAcceptedMs !== -Infinity) encoded.t = state.lastAcceptedMs;
  if (!Number.isNaN(state.lastNumber)) encoded.n = state.lastNumber;
  if (state.lastText !== null) encoded[state.lastTextIsDigest ? 'd' : 's'] = state.lastText;
  if (state.closedUntilMs !== -Infinity) encoded.c = state.closedUntilMs;
  if (state.window !== null) encoded.w = encodeWindow(state.window);
  return encoded;
}

/** Reads what {@link encodeNodeState} wrote. Throws on anything else: a broken checkpoint must not pass for an empty one. */
export function decodeNodeState(encoded: EncodedNodeState): NodeState {
  const { t, n, s, d, c, w } = encoded;
  const numbers = [t, n, c, ...(w ?? [])].every((value) => value === undefined || Number.isFinite(value));
  const texts = [s, d].every((value) => value === undefined || typeof value === 'string');
  const window = w === undefined ? null : decodeWindow(w);
  if (!numbers || !texts || window === undefined) throw new Error('Malformed node state');
  return {
    lastAcceptedMs: t ?? -Infinity,
    lastNumber: n ?? NaN,
    lastText: d ?? s ?? null,
    lastTextIsDigest: d !== undefined,
    window,
    closedUntilMs: c ?? -Infinity,
  };
}
