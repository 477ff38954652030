import { toUuid, type NodeKey } from '@unitfleet/contracts';
import type { NodeSlot } from './node-slot';
import { encodeStoredState } from './stored-state';

/** A node to be written by a checkpoint, in the form in which it is stored. */
export interface ChangedNode {
  readonly node: NodeKey;
  readonly uuid: string;
  readonly configVersion: number;
  readonly state: string;
}

/** What changed between two checkpoints. */
export interface NodeChanges {
  readonly changed: readonly ChangedNode[];
  /** Nodes that got another configuration: what they had before is not needed any more. */
  readonly configured: readonly NodeKey[];
  readonly removed: readonly NodeKey[];
}

/** Collects the nodes that the next checkpoint has to write. */
export class DirtyNodes {
  private slots: NodeSlot[] = [];
  private readonly reconfigured = new Set<NodeKey>();
  private readonly gone = new Set<NodeKey>();

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

  removed(node: NodeKey): void {
    this.slots = this.slots.filter((slot) => slot.node !== node);
    this.reconfigured.delete(node);
    this.gone.add(node);
  }

  take(): NodeChanges {
    const changes = {
      changed: this.slots.map(toChangedNode),
      configured: [...this.reconfigured],
      removed: [...this.gone],
    };
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
    for (const { node } of changed) {
      const slot = find(node);
      if (slot && !slot.isDirty) this.changed(slot);
    }
    for (const node of configured) if (find(node)) this.reconfigured.add(node);
    for (const node of removed) if (!find(node)) this.gone.add(node);
  }
}

const toChangedNode = (slot: NodeSlot): ChangedNode => {
  slot.isDirty = false;
  return {
    node: slot.node,
    uuid: toUuid(slot.node),
    configVersion: slot.configVersion,
    state: encodeStoredState(slot),
  };
};
