import type { NodeKey } from '@unitfleet/contracts';
import { NodeCut } from './node-cut';
import type { NodeSlot } from './node-slot';

/** What changed between two checkpoints. */
export interface NodeChanges {
  readonly changed: NodeCut;
  /** Nodes that got another configuration: what they had before is not needed any more. */
  readonly configured: readonly NodeKey[];
  readonly removed: readonly NodeKey[];
}

/** Collects the nodes that the next checkpoint has to write. */
export class DirtyNodes {
  private slots: NodeSlot[] = [];
  private readonly reconfigured = new Set<NodeKey>();
  private readonly gone = new Set<NodeKey>();
  private cut = new NodeCut([]);

  /** To be called before anything of a slot changes whose `cutIndex` is not negative: the last cut is of before. */
  keep(slot: NodeSlot): void {
    this.cut.keep(slot);
  }

  /** To be called for a slot that is not dirty yet. */
  changed(slot: NodeSlot): void {
    slot.isDirty = true;
    this.slots.push(slot);
  }

  configured(slot: NodeSlot): void {
    this.gone.delete(slot.node);
    this.reconfigured.add(slot.node);
    if (!slot.isDirty) this.changed(slot);
  }

  /** @param slot of the node, if there is one. */
  removed(node: NodeKey, slot: NodeSlot | undefined): void {
    if (slot) slot.isDirty = false;
    this.reconfigured.delete(node);
    this.gone.add(node);
  }

  take(): NodeChanges {
    this.cut.complete();
    // One that was removed is dirty no more.
    this.cut = new NodeCut(this.slots.filter((slot) => slot.isDirty));
    const changes = { changed: this.cut, configured: [...this.reconfigured], removed: [...this.gone] };
    this.slots = [];
    this.reconfigured.clear();
    this.gone.clear();
    return changes;
  }

  /** Marks again what was taken and not written; what happened since goes before it. */
  putBack(
    { changed, configured, removed }: NodeChanges,
    find: (node: NodeKey) => NodeSlot | undefined,
  ): void {
    for (const { node } of changed.release()) {
      const slot = find(node);
      if (slot && !slot.isDirty) this.changed(slot);
    }
    for (const node of configured) if (find(node)) this.reconfigured.add(node);
    for (const node of removed) if (!find(node)) this.gone.add(node);
  }
}
