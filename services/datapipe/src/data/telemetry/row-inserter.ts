import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { ClickHouse } from '../clickhouse/clickhouse';
import type { RowBuffer } from '../clickhouse/row-buffer';
import type { RowLayout } from '../clickhouse/row-layouts';
import { isRowRefusal } from '../clickhouse/row-refusal';
import { RefusedRows } from './refused-rows';

/** Rows of one batch: the offset of each, and of the end. */
interface Slice {
  readonly layout: RowLayout;
  readonly bytes: Buffer;
  readonly offsets: readonly number[];
}

/**
 * While bad rows are looked for, a part is tried so often: many parts have to pass one after the other, and over a line
 * that fails now and then a search that began anew each time would never end.
 */
const ATTEMPTS = 6;
const PAUSE_MS = 50;

const sliceOf = (layout: RowLayout, bytes: Buffer): Slice => {
  const offsets = [0];
  for (let at = 0; at < bytes.length;) offsets.push((at = layout.rowEnd(bytes, at)));
  return { layout, bytes, offsets };
};

/**
 * Stores batches. A batch that is refused because of its data is split by halves until the bad rows stand alone: they
 * are set aside, their neighbours are stored. May be repeated as a whole.
 */
@Injectable()
export class RowInserter {
  constructor(
    private readonly clickhouse: ClickHouse,
    private readonly refused: RefusedRows,
  ) {}

  /** Rejects when the store is away: nobody knows then what of the batch it has. */
  async insert(layout: RowLayout, rows: RowBuffer): Promise<void> {
    const bytes = rows.bytes();
    const error = await this.tryInsert(layout, bytes);
    if (error) await this.isolate(sliceOf(layout, bytes), 0, rows.count, error);
  }

  /** `error` is what was said to the rows from `first` to before `end`. */
  private async isolate(slice: Slice, first: number, end: number, error: Error): Promise<void> {
    const { layout, bytes, offsets } = slice;
    if (end - first === 1)
      return this.refused.put(layout, bytes.subarray(offsets[first], offsets[end]), error);
    const middle = (first + end) >> 1;
    for (const [from, to] of [
      [first, middle],
      [middle, end],
    ] as const) {
      const half = await this.insertPart(layout, bytes.subarray(offsets[from], offsets[to]));
      if (half) await this.isolate(slice, from, to, half);
    }
  }

  private async insertPart(layout: RowLayout, bytes: Buffer): Promise<Error | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.tryInsert(layout, bytes);
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        await sleep(PAUSE_MS * attempt);
      }
    }
  }

  /** The error that is in the data, if there is one. */
  private async tryInsert({ table, columns }: RowLayout, bytes: Buffer): Promise<Error | null> {
    try {
      await this.clickhouse.insert(table, columns, bytes);
      return null;
    } catch (error) {
      if (isRowRefusal(error)) return error;
      throw error;
    }
  }
}
