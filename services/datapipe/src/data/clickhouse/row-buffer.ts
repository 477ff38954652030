import type { NodeKey } from '@unitfleet/contracts';
import type { Batch } from '../telemetry/batch-writer';

const INITIAL_BYTES = 256 * 1024;
const TWO_POW_32 = 0x1_0000_0000;
const UUID_BYTES = 16;
/** Up to here it is quicker to write a text character by character than to call for it. */
const SHORT_TEXT = 32;

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/**
 * Rows in ClickHouse's RowBinary: values one after the other, little-endian, without names or separators. `begin` makes
 * room for a row; the writers after it do not check bounds again.
 */
export class RowBuffer implements Batch {
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  /** Of the same memory: its writers are compiled into those who call them. */
  private view = viewOf(this.buffer);
  private end = 0;
  private rows = 0;
  /** Nodes whose watchers are to be told when the rows are stored. */
  readonly watched = new Set<NodeKey>();

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
    this.watched.clear();
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
    this.view = viewOf(larger);
  }

  uint8(value: number): void {
    this.buffer[this.end++] = value;
  }

  uint32(value: number): void {
    this.view.setUint32(this.end, value, true);
    this.end += 4;
  }

  /** Also for Int64 and DateTime64 of values that are not negative. */
  uint64(value: number): void {
    const high = Math.floor(value / TWO_POW_32);
    this.view.setUint32(this.end, value - high * TWO_POW_32, true);
    this.view.setUint32(this.end + 4, high, true);
    this.end += 8;
  }

  float64(value: number): void {
    this.view.setFloat64(this.end, value, true);
    this.end += 8;
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
    const { buffer, end } = this;
    const isAscii = byteLength === value.length;
    if (isAscii && byteLength <= SHORT_TEXT)
      for (let index = 0; index < byteLength; index += 1) buffer[end + index] = value.charCodeAt(index);
    else buffer.write(value, end, byteLength, isAscii ? 'latin1' : 'utf8');
    this.end = end + byteLength;
  }
}
