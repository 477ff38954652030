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

/**
 * Nodes as they are now, put into their stored form bit by bit: at once it would hold up the stream, for seconds where all
 * of a large partition has changed. Whoever changes one of them has to `keep` it first.
 */
export class NodeCut {
  private versions: number[];
  private states: (string | undefined)[];

  /** Takes hold of the slots, of which none is in another cut; they are dirty no more. */
  constructor(private slots: readonly NodeSlot[]) {
    this.versions = new Array<number>(slots.length);
    this.states = new Array<string | undefined>(slots.length);
    for (let index = 0; index < slots.length; index += 1) {
      const slot = slots[index]!;
      slot.cutIndex = index;
      slot.isDirty = false;
    }
  }

  get size(): number {
    return this.slots.length;
  }

  /** Puts the node of a slot of this cut into its stored form; from then on the slot is free. */
  keep(slot: NodeSlot): void {
    const index = slot.cutIndex;
    this.versions[index] = slot.configVersion;
    this.states[index] = encodeStoredState(slot);
    slot.cutIndex = -1;
  }

  /** Its nodes from one place to before another; the same whenever it is asked for. */
  part(from: number, end: number): ChangedNode[] {
    return this.slots.slice(from, end).map((slot, offset) => {
      if (this.states[from + offset] === undefined) this.keep(slot);
      return {
        node: slot.node,
        uuid: toUuid(slot.node),
        configVersion: this.versions[from + offset]!,
        state: this.states[from + offset]!,
      };
    });
  }

  /**
   * Frees the slots that have not been put into their stored form, and the memory of those that have: the cut is empty from
   * then on. Answers all its slots.
   */
  release(): readonly NodeSlot[] {
    const { slots } = this;
    for (let index = 0; index < slots.length; index += 1)
      if (this.states[index] === undefined) slots[index]!.cutIndex = -1;
    this.slots = [];
    this.versions = [];
    this.states = [];
    return slots;
  }

  /** Frees all slots; the cut stays complete. */
  complete(): void {
    for (let index = 0; index < this.slots.length; index += 1)
      if (this.states[index] === undefined) this.keep(this.slots[index]!);
  }
}
