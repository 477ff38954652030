const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;
const BOM = [0xef, 0xbb, 0xbf] as const;
const INITIAL_BYTES = 64 * 1024;
/** Cells of a row that can be asked for. */
const MAX_CELLS = 10_000;

/** The cells of one row; good until the next row, unlike what it gives out. */
export interface CsvCells {
  readonly count: number;
  /** Undefined beyond the end of the row. The bytes are good until the next row. */
  bytes(index: number): Buffer | undefined;
  /** The same as text of one byte a character: for what has to be ASCII to mean anything. */
  latin1(index: number): string | undefined;
}

/** What the file does that no CSV file does; the rows before are good. */
export class CsvFormatError extends Error {}

/** Where the scan is inside of a cell. */
const enum At {
  /** before its first byte */
  Start,
  /** in one without quotes, or behind those of one that goes on after them */
  Plain,
  /** between quotes */
  Quoted,
  /** behind a quote that may be the last one, or the first of two */
  AfterQuote,
}

/**
 * Finds the rows of CSV in parts of any size, byte by byte and each byte once: commas, any line ends, quotes by RFC 4180. A
 * quote inside of a cell is a character like any other, and so are those around the beginning of one: `"a"b` is `"a"b`. Empty
 * lines are passed over, and a byte order mark.
 */
export class CsvScanner implements CsvCells {
  count = 0;
  private buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  private end = 0;
  private next = 0;
  private rowStart = 0;
  private cellStart = 0;
  private at: At = At.Start;
  private isFirst = true;
  /** Of each cell, where it starts and ends; where its first pair of quotes closes, or -1; and whether there are doubled ones in it. */
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly closes: number[] = [];
  private readonly doubled: boolean[] = [];
  private close = -1;
  private isDoubled = false;

  /** @param maxRowBytes of a row: an unclosed quote does not gather the whole file. */
  constructor(
    private readonly maxRowBytes: number,
    private readonly onRow: (cells: CsvCells) => void,
  ) {}

  /** Hands out the rows that are complete. @throws CsvFormatError; whatever `onRow` throws. */
  push(part: Uint8Array): void {
    this.append(part);
    if (this.isFirst && !this.skipMark()) return;
    this.scan();
    if (this.end - this.rowStart > this.maxRowBytes) this.tooLong();
  }

  /** The last row need not end. @throws CsvFormatError for a quote that was not closed. */
  finish(): void {
    if (this.isFirst) this.scan();
    if (this.at === At.Quoted) throw new CsvFormatError('a quote is not closed');
    if (this.at === At.AfterQuote) this.close = this.next - 1;
    if (this.next > this.rowStart) this.endRow(this.next);
  }

  bytes(index: number): Buffer | undefined {
    if (index < 0 || index >= this.count) return undefined;
    const [start, end, close] = [this.starts[index]!, this.ends[index]!, this.closes[index]!];
    if (close < 0) return this.buffer.subarray(start, end);
    const inside = this.buffer.subarray(start + 1, close);
    const text = this.doubled[index] ? undouble(inside) : inside;
    return close + 1 === end ? text : Buffer.concat([QUOTES, text, this.buffer.subarray(close, end)]);
  }

  latin1(index: number): string | undefined {
    if (index >= 0 && index < this.count && this.closes[index]! < 0)
      return this.buffer.toString('latin1', this.starts[index], this.ends[index]);
    return this.bytes(index)?.toString('latin1');
  }

  private scan(): void {
    const { buffer, end } = this;
    let { next, at } = this;
    for (; next < end; next += 1) {
      const byte = buffer[next]!;
      if (at === At.Quoted) {
        if (byte === QUOTE) at = At.AfterQuote;
        continue;
      }
      if (at === At.AfterQuote && byte === QUOTE) {
        this.isDoubled = true;
        at = At.Quoted;
      } else if (byte === COMMA || byte === LF || byte === CR) {
        if (at === At.AfterQuote) this.close = next - 1;
        at = At.Start;
        if (byte === COMMA) this.endCell(next);
        else this.endRow(next);
      } else if (at === At.Start) at = byte === QUOTE ? At.Quoted : At.Plain;
      else if (at === At.AfterQuote) {
        this.close = next - 1;
        at = At.Plain;
      }
    }
    this.next = next;
    this.at = at;
  }

  private endCell(end: number): void {
    const { count } = this;
    if (count < MAX_CELLS) {
      this.starts[count] = this.cellStart;
      this.ends[count] = end;
      this.closes[count] = this.close;
      this.doubled[count] = this.isDoubled;
      this.count = count + 1;
    }
    this.cellStart = end + 1;
    this.close = -1;
    this.isDoubled = false;
  }

  private endRow(end: number): void {
    if (end > this.rowStart) {
      if (end - this.rowStart > this.maxRowBytes) this.tooLong();
      this.endCell(end);
      this.onRow(this);
    }
    this.count = 0;
    this.rowStart = end + 1;
    this.cellStart = end + 1;
  }

  /** False while there are too few bytes to know. */
  private skipMark(): boolean {
    const seen = Math.min(this.end, BOM.length);
    const isMark = BOM.slice(0, seen).every((byte, index) => this.buffer[index] === byte);
    if (isMark && seen < BOM.length) return false;
    this.isFirst = false;
    if (isMark) this.next = this.rowStart = this.cellStart = BOM.length;
    return true;
  }

  private append(part: Uint8Array): void {
    if (this.end + part.length > this.buffer.length) this.makeRoom(part.length);
    this.buffer.set(part, this.end);
    this.end += part.length;
  }

  /** What is left of the row under way goes to the beginning, of a larger buffer where it has to. */
  private makeRoom(bytes: number): void {
    const { rowStart } = this;
    const left = this.end - rowStart;
    const old = this.buffer;
    if (left + bytes > old.length / 2)
      this.buffer = Buffer.allocUnsafe(Math.max(2 * old.length, 2 * (left + bytes)));
    old.copy(this.buffer, 0, rowStart, this.end);
    for (let index = 0; index < this.count; index += 1) {
      this.starts[index]! -= rowStart;
      this.ends[index]! -= rowStart;
      if (this.closes[index]! >= 0) this.closes[index]! -= rowStart;
    }
    if (this.close >= 0) this.close -= rowStart;
    this.next -= rowStart;
    this.cellStart -= rowStart;
    this.end = left;
    this.rowStart = 0;
  }

  private tooLong(): never {
    throw new CsvFormatError(`is longer than ${this.maxRowBytes} bytes; a quote may not be closed`);
  }
}

const QUOTES = Buffer.of(QUOTE);

const undouble = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').replaceAll('""', '"'), 'latin1');
