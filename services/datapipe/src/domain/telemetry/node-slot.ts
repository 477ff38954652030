import type { NodeKey } from '@unitfleet/contracts';
import type { CompiledPipeline, NodeState } from '@unitfleet/pipeline';
import type { NodeCounts } from './node-counts';

/** One node of a partition while this process runs it. */
export interface NodeSlot {
  readonly node: NodeKey;
  configVersion: number;
  series: number;
  isActive: boolean;
  /** Null when the stored configuration cannot be read. */
  pipeline: CompiledPipeline | null;
  state: NodeState;
  counts: NodeCounts;
  /** End of the window under which the calendar has the slot; 0 for none. */
  watchedEndMs: number;
  /** Changed since the last checkpoint. */
  isDirty: boolean;
}

/** A node as a checkpoint has it. */
export interface StoredNode {
  readonly node: NodeKey;
  readonly configVersion: number;
  readonly series: number;
  readonly isActive: boolean;
  readonly config: string;
  /** Null for a node that was never checkpointed. */
  readonly state: string | null;
}
