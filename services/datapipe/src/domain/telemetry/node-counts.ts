import { DROP_REASONS } from '@unitfleet/pipeline';

/** Why a message of a node was not stored: a rule of its pipeline, or the pipe as a whole. */
export const NODE_REASONS = [
  ...DROP_REASONS,
  /** the pipeline is switched off */
  'inactive',
  /** the stored configuration cannot be read */
  'broken_pipeline',
] as const;
export type NodeReason = (typeof NODE_REASONS)[number];

const INDEX = Object.fromEntries(NODE_REASONS.map((reason, index) => [reason, index])) as Record<
  NodeReason,
  number
>;

/** Since when (partition time, ms; 0 = before any), how many accepted, and how many dropped by reason. */
export type EncodedCounts = [sinceMs: number, accepted: number, dropped: Partial<Record<NodeReason, number>>];

/**
 * What became of a node's messages since its pipe was last changed. It is part of what a checkpoint holds of the node, so
 * that messages which are read again are not counted again.
 */
export class NodeCounts {
  accepted = 0;
  /** By index of the reason; most nodes never need it. */
  private byReason: number[] | null = null;

  constructor(readonly sinceMs: number) {}

  get hasDropped(): boolean {
    return this.byReason !== null;
  }

  drop(reason: NodeReason): void {
    this.byReason ??= NODE_REASONS.map(() => 0);
    this.byReason[INDEX[reason]]! += 1;
  }

  encode(): EncodedCounts {
    const dropped: EncodedCounts[2] = {};
    if (this.byReason !== null)
      for (const reason of NODE_REASONS) {
        const count = this.byReason[INDEX[reason]]!;
        if (count > 0) dropped[reason] = count;
      }
    return [this.sinceMs, this.accepted, dropped];
  }

  static decode([sinceMs, accepted, dropped]: EncodedCounts): NodeCounts {
    const counts = new NodeCounts(sinceMs);
    counts.accepted = accepted;
    if (Object.keys(dropped).length > 0) counts.byReason = NODE_REASONS.map((reason) => dropped[reason] ?? 0);
    return counts;
  }
}
