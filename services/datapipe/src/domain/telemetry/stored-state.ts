import { decodeNodeState, encodeNodeState, type EncodedNodeState, type NodeState } from '@unitfleet/pipeline';
import { NodeCounts, type EncodedCounts } from './node-counts';

/** What a checkpoint holds of a node: what its pipeline remembers, and its counts. */
interface StoredState extends EncodedNodeState {
  /** Absent in what was written before there were counts. */
  k?: EncodedCounts;
}

export const encodeStoredState = (state: NodeState, counts: NodeCounts): string => {
  const stored: StoredState = encodeNodeState(state);
  stored.k = counts.encode();
  return JSON.stringify(stored);
};

/** @throws Error on what no checkpoint has written. */
export const decodeStoredState = (text: string): { state: NodeState; counts: NodeCounts | null } => {
  const stored = JSON.parse(text) as StoredState;
  return { state: decodeNodeState(stored), counts: stored.k ? NodeCounts.decode(stored.k) : null };
};
