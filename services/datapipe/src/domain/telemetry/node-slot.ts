import type { NodeKey } from '@unitfleet/contracts';
import type { CompiledDocument, CompiledPipeline, NodeState } from '@unitfleet/pipeline';
import type { NodeCounts } from './node-counts';

/** One pipeline of a node while this process runs it. */
export interface PipelineRun {
  series: number;
  /** Null when the stored configuration cannot be read. */
  pipeline: CompiledPipeline | null;
  state: NodeState;
  counts: NodeCounts;
  /** End of the window under which the calendar has it; 0 for none. */
  watchedEndMs: number;
}

/**
 * One node of a partition. It is the run of its first pipeline itself, so that the ordinary node, which has one, pays for
 * nothing else.
 */
export interface NodeSlot extends PipelineRun {
  readonly node: NodeKey;
  configVersion: number;
  isActive: boolean;
  /** Changed since the last checkpoint. */
  isDirty: boolean;
  /** Its place in a cut that has not been put into its stored form there; -1 for none. */
  cutIndex: number;
  /** Null without additional pipelines. */
  more: MorePipelines | null;
}

/** What a node with several pipelines has besides the first. */
export interface MorePipelines {
  readonly document: CompiledDocument;
  /** In the order of the document. */
  readonly runs: readonly AdditionalRun[];
}

export interface AdditionalRun extends PipelineRun {
  readonly name: string;
  readonly slot: NodeSlot;
}

export const slotOf = (run: NodeSlot | AdditionalRun): NodeSlot => ('slot' in run ? run.slot : run);

/** A node as a checkpoint has it. */
export interface StoredNode {
  readonly node: NodeKey;
  readonly configVersion: number;
  readonly series: number;
  /** Of each additional pipeline. */
  readonly additionalSeries: readonly number[];
  readonly isActive: boolean;
  readonly config: string;
  /** Null for a node that was never checkpointed. */
  readonly state: string | null;
}
