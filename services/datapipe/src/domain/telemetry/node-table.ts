import type { NodeKey } from '@unitfleet/contracts';
import type { NodeSlot } from './node-slot';

const INITIAL_CELLS = 64;
const MAX_LOAD = 0.7;
/** Of a cell: four words of the key, then the slot's place, counted from 1; 0 for an empty cell. */
const STRIDE = 5;
const PLACE = 4;
const KEY_BYTES = 16;
const MIX = 0x9e3779b1;

/**
 * Slots by node. A `Map` would need a string for each message, and to find one among a million it reads some ten places
 * all over the memory; here the key's bytes are compared where they stand in the frame, and one or two places are read.
 */
export class NodeTable {
  private cells = new Int32Array(INITIAL_CELLS * STRIDE);
  private mask = INITIAL_CELLS - 1;
  private readonly slots: (NodeSlot | undefined)[] = [];
  private readonly free: number[] = [];
  private readonly scratch = Buffer.alloc(KEY_BYTES);

  get size(): number {
    return this.slots.length - this.free.length;
  }

  /** The slot of the node whose 16 bytes stand there. */
  find(bytes: Buffer, at: number): NodeSlot | undefined {
    const cell = this.cellOf(
      bytes.readInt32LE(at),
      bytes.readInt32LE(at + 4),
      bytes.readInt32LE(at + 8),
      bytes.readInt32LE(at + 12),
    );
    const place = this.cells[cell * STRIDE + PLACE]!;
    return place === 0 ? undefined : this.slots[place - 1];
  }

  get(node: NodeKey): NodeSlot | undefined {
    this.scratch.write(node, 'latin1');
    return this.find(this.scratch, 0);
  }

  /** Puts a slot in, in the place of another one of its node. */
  set(slot: NodeSlot): void {
    if ((this.size + 1) / (this.mask + 1) > MAX_LOAD) this.grow();
    const cell = this.cellOfKey(slot.node);
    const known = this.cells[cell * STRIDE + PLACE]!;
    if (known > 0) {
      this.slots[known - 1] = slot;
      return;
    }
    const index = this.free.pop() ?? this.slots.length;
    this.slots[index] = slot;
    this.put(cell, index);
  }

  delete(node: NodeKey): void {
    const cell = this.cellOfKey(node);
    const place = this.cells[cell * STRIDE + PLACE]!;
    if (place === 0) return;
    this.slots[place - 1] = undefined;
    this.free.push(place - 1);
    this.closeGap(cell);
  }

  *values(): Generator<NodeSlot> {
    for (const slot of this.slots) if (slot) yield slot;
  }

  /** Where the key is, or the empty cell where it would be. */
  private cellOf(w0: number, w1: number, w2: number, w3: number): number {
    const { cells, mask } = this;
    let cell = hash(w0, w3) & mask;
    for (;;) {
      const at = cell * STRIDE;
      if (cells[at + PLACE] === 0) return cell;
      if (cells[at + 3] === w3 && cells[at] === w0 && cells[at + 1] === w1 && cells[at + 2] === w2)
        return cell;
      cell = (cell + 1) & mask;
    }
  }

  private cellOfKey(node: NodeKey): number {
    const { scratch } = this;
    scratch.write(node, 'latin1');
    return this.cellOf(
      scratch.readInt32LE(0),
      scratch.readInt32LE(4),
      scratch.readInt32LE(8),
      scratch.readInt32LE(12),
    );
  }

  /** Writes the key that is in `scratch`. */
  private put(cell: number, index: number): void {
    const at = cell * STRIDE;
    for (let word = 0; word < PLACE; word += 1) this.cells[at + word] = this.scratch.readInt32LE(word * 4);
    this.cells[at + PLACE] = index + 1;
  }

  /** Moves up what would not be found any more behind a cell that has become empty. */
  private closeGap(gap: number): void {
    const { cells, mask } = this;
    let hole = gap;
    for (let cell = (hole + 1) & mask; cells[cell * STRIDE + PLACE] !== 0; cell = (cell + 1) & mask) {
      const home = hash(cells[cell * STRIDE]!, cells[cell * STRIDE + 3]!) & mask;
      const isBehindHole = ((cell - home) & mask) >= ((cell - hole) & mask);
      if (!isBehindHole) continue;
      cells.copyWithin(hole * STRIDE, cell * STRIDE, (cell + 1) * STRIDE);
      hole = cell;
    }
    cells[hole * STRIDE + PLACE] = 0;
  }

  private grow(): void {
    const before = this.cells;
    this.mask = this.mask * 2 + 1;
    this.cells = new Int32Array((this.mask + 1) * STRIDE);
    for (let at = 0; at < before.length; at += STRIDE) {
      if (before[at + PLACE] === 0) continue;
      const cell = this.cellOf(before[at]!, before[at + 1]!, before[at + 2]!, before[at + 3]!);
      this.cells.set(before.subarray(at, at + STRIDE), cell * STRIDE);
    }
  }
}

/** Uuids are random, but for their version and what a partition has in common. */
const hash = (w0: number, w3: number): number => {
  const mixed = Math.imul(w3 ^ Math.imul(w0, MIX), MIX);
  return mixed ^ (mixed >>> 15);
};
