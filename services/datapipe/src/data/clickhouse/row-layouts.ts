import { toUuid } from '@unitfleet/contracts';
import * as tables from './table-writers';

/** Where a row came from, as it says itself; aggregates come from many messages. */
export interface RowSource {
  readonly node: string;
  readonly partition: number | null;
  readonly sequence: number | null;
  readonly position: number;
}

/** A table with what is needed to find its rows again in the bytes of a batch. */
export interface RowLayout {
  readonly table: string;
  readonly columns: string;
  /** Offset behind the row that starts at this one. */
  rowEnd(bytes: Buffer, start: number): number;
  sourceOf(row: Buffer): RowSource;
}

const UUID = 16;
/** uuid and series */
const HEAD = UUID + 4;
/** After the state: state_type, create_datetime, partition, sequence, position. */
const RAW_TAIL = 1 + 8 + 1 + 8 + 4;
const AGGREGATE_BYTES = HEAD + 8 + 1 + 4 + 3 * 8 + 4;

const stateEnd = (bytes: Buffer, start: number): number => {
  let at = start + HEAD;
  let length = 0;
  for (let scale = 1; ; scale *= 0x80) {
    const byte = bytes[at++]!;
    length += (byte & 0x7f) * scale;
    if (byte < 0x80) return at + length;
  }
};

/** Each half of a uuid is one little-endian integer. */
const nodeOf = (row: Buffer): string => {
  const bytes = Buffer.from(row.subarray(0, UUID));
  bytes.subarray(0, 8).reverse();
  bytes.subarray(8, 16).reverse();
  return toUuid(bytes.toString('latin1'));
};

const raw = (table: string, columns: string, more: number): RowLayout => ({
  table,
  columns,
  rowEnd: (bytes, start) => stateEnd(bytes, start) + RAW_TAIL + more,
  sourceOf: (row) => {
    const at = stateEnd(row, 0) + 1 + 8;
    return {
      node: nodeOf(row),
      partition: row[at]!,
      sequence: Number(row.readBigUInt64LE(at + 1)),
      position: row.readUInt32LE(at + 9),
    };
  },
});

export const RECORDS = raw('n_last_entry', tables.RECORD_COLUMNS, 4 + 4);
export const TIMED_RECORDS = raw('window_entry', tables.TIMED_RECORD_COLUMNS, 8 + 4);
export const AGGREGATES: RowLayout = {
  table: 'aggregation_entry',
  columns: tables.AGGREGATE_COLUMNS,
  rowEnd: (_bytes, start) => start + AGGREGATE_BYTES,
  sourceOf: (row) => ({
    node: nodeOf(row),
    partition: null,
    sequence: null,
    position: row.readUInt32LE(AGGREGATE_BYTES - 4),
  }),
};
