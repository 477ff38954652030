import type { NodeKey } from '@unitfleet/contracts';
import type { Batch } from '../telemetry/batch-writer';

const INITIAL_BYTES = 256 * 1024;
const TWO_POW_32 = 0x1_0000_0000;
const UUID_BYTES = 16;

/**
 * Rows in ClickHouse's RowBinary: values one after the other, little-endian, without names or separators. `begin` makes
 * room for a row; the writers after it do not check bounds again.
 */
export class RowBuffer implements Batch {
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  private end = 0;
  private rows = 0;

  get count(): number {
    return this.rows;
  }

  /** Rows, or units of 256 bytes when that is more. */
  get size(): number {
    return Math.max(this.rows, this.end >>> 8);
  }

  clear(): void {
    this.rows = 0;
    this.end = 0;
  }

  /** Everything written; valid until the next change. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.end);
  }

  /** @param maxBytes that the row takes at most. */
  begin(maxBytes: number): void {
    this.rows += 1;
    if (this.end + maxBytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + maxBytes));
    this.buffer.copy(larger, 0, 0, this.end);
    this.buffer = larger;
  }

  uint8(value: number): void {
    this.buffer[this.end++] = value;
  }

  uint32(value: number): void {
    this.end = this.buffer.writeUInt32LE(value, this.end);
  }

  /** Also for Int64 and DateTime64 of values that are not negative. */
  uint64(value: number): void {
    this.uint32(value % TWO_POW_32);
    this.uint32(Math.floor(value / TWO_POW_32));
  }

  float64(value: number): void {
    this.end = this.buffer.writeDoubleLE(value, this.end);
  }

  /** A uuid is two integers of 64 bits, each little-endian. */
  uuid(key: NodeKey): void {
    const { buffer, end } = this;
    for (let index = 0; index < 8; index += 1) {
      buffer[end + index] = key.charCodeAt(7 - index);
      buffer[end + 8 + index] = key.charCodeAt(15 - index);
    }
    this.end = end + UUID_BYTES;
  }

  /** @param byteLength of the text in UTF-8. */
  text(value: string, byteLength: number): void {
    let rest = byteLength;
    while (rest >= 0x80) {
      this.buffer[this.end++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.buffer[this.end++] = rest;
    this.buffer.write(value, this.end, byteLength, byteLength === value.length ? 'latin1' : 'utf8');
    this.end += byteLength;
  }
}
