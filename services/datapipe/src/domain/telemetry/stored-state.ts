import { decodeNodeState, encodeNodeState, type EncodedNodeState, type NodeState } from '@unitfleet/pipeline';
import { NodeCounts, type EncodedCounts } from './node-counts';
import type { NodeSlot } from './node-slot';

/** What a checkpoint holds of a pipeline: what it remembers, and its counts. */
interface StoredRun extends EncodedNodeState {
  /** Absent in what was written before there were counts. */
  k?: EncodedCounts;
}

/** What a checkpoint holds of a node: its first pipeline, and the additional ones where there are any. */
interface StoredState extends StoredRun {
  a?: [name: string, series: number, run: StoredRun][];
}

/** What is known of a pipeline. */
export interface KnownRun {
  readonly state: NodeState;
  readonly counts: NodeCounts | null;
}

/** The same of an additional one, with the series that an open window belongs to. */
export interface KnownAdditionalRun extends KnownRun {
  readonly name: string;
  readonly series: number;
}

const encodeRun = (state: NodeState, counts: NodeCounts): StoredState => {
  const stored: StoredState = encodeNodeState(state);
  stored.k = counts.encode();
  return stored;
};

const decodeRun = (stored: StoredRun): KnownRun => ({
  state: decodeNodeState(stored),
  counts: stored.k ? NodeCounts.decode(stored.k) : null,
});

export const encodeStoredState = ({ state, counts, more }: NodeSlot): string => {
  const stored = encodeRun(state, counts);
  if (more) stored.a = more.runs.map((run) => [run.name, run.series, encodeRun(run.state, run.counts)]);
  return JSON.stringify(stored);
};

/** @throws Error on what no checkpoint has written. */
export const decodeStoredState = (
  text: string,
): { first: KnownRun; additional: readonly KnownAdditionalRun[] } => {
  const stored = JSON.parse(text) as StoredState;
  return {
    first: decodeRun(stored),
    additional: (stored.a ?? []).map(([name, series, run]) => ({ name, series, ...decodeRun(run) })),
  };
};
