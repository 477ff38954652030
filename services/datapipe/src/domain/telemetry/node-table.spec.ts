import type { NodeKey } from '@unitfleet/contracts';
import fc from 'fast-check';
import { newSlot } from './install-document';
import type { NodeSlot } from './node-slot';
import { NodeTable } from './node-table';

/** Few keys that are much alike: they meet in the same cells. */
const key = fc.tuple(fc.nat(40), fc.nat(2)).map(([number, word]): NodeKey => {
  const bytes = Buffer.alloc(16, 7);
  bytes.writeUInt32LE(number, word * 4);
  return bytes.toString('latin1');
});

const step = fc.record({ key, isRemoved: fc.boolean() });

describe('NodeTable', () => {
  it('holds what a map would', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const table = new NodeTable();
        const map = new Map<NodeKey, NodeSlot>();
        for (const { key: node, isRemoved } of steps) {
          if (isRemoved) {
            table.delete(node);
            map.delete(node);
          } else {
            const slot = newSlot(node, 1, 0);
            table.set(slot);
            map.set(node, slot);
          }
          expect(table.size).toBe(map.size);
          for (const { key: other } of steps) {
            expect(table.get(other)).toBe(map.get(other));
            expect(table.find(Buffer.from(`--${other}`, 'latin1'), 2)).toBe(map.get(other));
          }
        }
        expect(new Set(table.values())).toEqual(new Set(map.values()));
      }),
      { numRuns: 30 },
    );
  });

  it('finds each of many', () => {
    const table = new NodeTable();
    const slots = Array.from({ length: 20_000 }, (_, index) => {
      const bytes = Buffer.alloc(16);
      bytes.writeUInt32BE(Math.imul(index, 2_654_435_761) >>> 0, 12);
      return newSlot(bytes.toString('latin1'), index, 0);
    });
    for (const slot of slots) table.set(slot);
    const found = () => slots.filter((slot) => table.get(slot.node) === slot).map(({ series }) => series);
    expect(found()).toHaveLength(20_000);
    for (const slot of slots.slice(0, 15_000)) table.delete(slot.node);
    expect(found()).toHaveLength(5_000);
    expect(found()[0]).toBe(15_000);
  });
});
