import { randomUUID } from 'node:crypto';
import { toNodeKey } from '@unitfleet/contracts';
import { RowBuffer } from './row-buffer';
import { AGGREGATES, RECORDS, TIMED_RECORDS, type RowLayout } from './row-layouts';
import { writeAggregate, writeRecord, writeTimedRecord } from './table-writers';

const nodes = [randomUUID(), randomUUID(), randomUUID()];
const values = ['', 'я'.repeat(100), 'x'.repeat(20_000)];
const origin = (index: number) => ({ partition: 15 - index, sequence: 2 ** 40 + index, index: 7 + index });

const row = (index: number) => ({
  value: values[index]!,
  stateType: 'Text' as const,
  size: Buffer.byteLength(values[index]!),
  timeMs: 1_700_000_000_000,
});
const window = {
  startMs: 0,
  endMs: 60_000,
  timeWindowSize: 60,
  function: 'Sum' as const,
  position: 0,
  state: 1.5,
};

describe('rows in the bytes of a batch', () => {
  it.each<[RowLayout, (rows: RowBuffer, node: string, index: number) => void, boolean]>([
    [
      RECORDS,
      (rows, node, index) =>
        writeRecord(rows, node, 3, { kind: 'record', ...row(index), maxCount: 5 }, origin(index)),
      true,
    ],
    [
      TIMED_RECORDS,
      (rows, node, index) =>
        writeTimedRecord(
          rows,
          node,
          3,
          { kind: 'timed-record', ...row(index), expirationMs: 1 },
          origin(index),
        ),
      true,
    ],
    [
      AGGREGATES,
      (rows, node, index) => writeAggregate(rows, node, 3, window, { createMs: 1, position: 7 + index }),
      false,
    ],
  ])('are found again: $table', (layout, write, fromStream) => {
    const rows = new RowBuffer();
    nodes.forEach((node, index) => write(rows, toNodeKey(node), index));
    const bytes = rows.bytes();
    let start = 0;
    const found = nodes.map(() => {
      const end = layout.rowEnd(bytes, start);
      const source = layout.sourceOf(bytes.subarray(start, end));
      start = end;
      return source;
    });
    expect(start).toBe(bytes.length);
    expect(found).toEqual(
      nodes.map((node, index) => {
        const { partition, sequence } = fromStream ? origin(index) : { partition: null, sequence: null };
        return { node, partition, sequence, position: 7 + index };
      }),
    );
  });
});
