import { randomUUID } from 'node:crypto';
import { toNodeKey } from '@unitfleet/contracts';
import { emptyNodeState } from '@unitfleet/pipeline';
import { DirtyNodes } from './dirty-nodes';
import { newSlot } from './install-document';
import type { NodeSlot } from './node-slot';

/** A node that tells how often it was put into its stored form. */
const countedSlot = (): { slot: NodeSlot; stored: () => number } => {
  const state = emptyNodeState();
  let count = 0;
  const slot = Object.defineProperty(newSlot(toNodeKey(randomUUID()), 1, 0), 'state', {
    get: () => {
      count += 1;
      return state;
    },
  });
  return { slot, stored: () => count };
};

describe('changed nodes', () => {
  it('are put into their stored form when they are written, not by the cut after one that was not', () => {
    const { slot, stored } = countedSlot();
    const dirty = new DirtyNodes();
    dirty.changed(slot);
    for (let round = 0; round < 3; round += 1) dirty.putBack(dirty.take(), () => slot);
    const { changed } = dirty.take();
    expect(stored()).toBe(0);
    expect(changed.part(0, 1)).toMatchObject([{ node: slot.node }]);
    expect(stored()).toBe(1);
  });
});
