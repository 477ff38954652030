import type { DomainError } from '@unitfleet/contracts';
import type { ImportColumn, ImportFields } from '@unitfleet/pipeline';
import { CsvError, parse, type Parser } from 'csv-parse';
import { pipeRefused } from '../pipelines/node.store';

/** More than any value. */
const MAX_ROW_BYTES = 4 * 1024 * 1024;
const BOM = Buffer.from('\ufeff');
const ABSENT = -1;

/** Columns of a file that matter to an import. */
export interface CsvColumns {
  readonly needed: readonly ImportColumn[];
  /** Read where they are there. */
  readonly welcome: readonly ImportColumn[];
}

type Places = Record<ImportColumn, number>;

/** A character of a cell is a byte of the file: only so are bytes that are no text kept as they are, and counted. */
type Cells = readonly string[];
const toBytes = (cell: string): Buffer => Buffer.from(cell, 'latin1');

const newParser = (maxRowBytes: number): Parser =>
  parse({
    encoding: 'latin1',
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: maxRowBytes,
  });

/** @throws DomainError `DataPipe` for a header without a column that is needed. */
const placesOf = (header: Cells, { needed, welcome }: CsvColumns): Places => {
  const names = header.map((name) => toBytes(name).toString().trim());
  const missing = needed.filter((column) => !names.includes(column));
  if (missing.length > 0) throw pipeRefused(`the file has no column ${missing.join(', ')}`);
  const wanted = new Set([...needed, ...welcome]);
  const place = (column: ImportColumn): number => (wanted.has(column) ? names.indexOf(column) : ABSENT);
  return {
    state: place('state'),
    create_datetime: place('create_datetime'),
    start_window_datetime: place('start_window_datetime'),
    end_window_datetime: place('end_window_datetime'),
    aggregation_type: place('aggregation_type'),
  };
};

/**
 * Rows of a CSV file with a header as its parts come; columns that nobody asks for are passed over
 * (`docs/protocol/datapipe.md 3.4`). Each part is parsed and its rows are handed out before `push` returns: no more than one
 * part and one row are held.
 */
export class CsvRecords {
  /** Rows handed out. */
  rows = 0;
  private places: Places | null = null;
  private readonly parser: Parser;
  /** Bytes at the beginning of the file that may be a byte order mark; null behind it. */
  private start: Buffer | null = Buffer.alloc(0);
  private linesDone = 0;
  private bytesSinceLine = 0;

  /**
   * @param onRow gets the fields of each row and its number, from 1.
   * @param maxRowBytes of a row: an unclosed quote does not gather the whole file.
   */
  constructor(
    private readonly columns: CsvColumns,
    private readonly onRow: (fields: ImportFields, row: number) => void,
    private readonly maxRowBytes = MAX_ROW_BYTES,
  ) {
    this.parser = newParser(maxRowBytes);
    // It is asked for its error after each part.
    this.parser.on('error', () => undefined);
  }

  /** @throws DomainError `DataPipe` for what is no such file; whatever `onRow` throws. */
  push(part: Uint8Array): void {
    const bytes = this.start === null ? part : this.withoutMark(this.start, part);
    if (bytes.length === 0) return;
    this.parser.write(bytes);
    this.handOut();
    this.refuseEndless(bytes.length);
  }

  /** To be called behind the last part; throws as `push` does. */
  finish(): void {
    this.parser.end(this.start ?? undefined);
    this.handOut();
    if (!this.places) throw pipeRefused('the file is empty');
  }

  /** The parser takes a mark as well, and then cells for UTF-8 whatever is in them. */
  private withoutMark(start: Buffer, part: Uint8Array): Uint8Array {
    const bytes = Buffer.concat([start, part]);
    this.start = bytes.length < BOM.length ? bytes : null;
    if (this.start) return Buffer.alloc(0);
    return BOM.equals(bytes.subarray(0, BOM.length)) ? bytes.subarray(BOM.length) : bytes;
  }

  private handOut(): void {
    for (let cells; (cells = this.parser.read() as Cells | null) !== null;) this.take(cells);
    const error = this.parser.errored;
    if (error instanceof CsvError) throw this.refused(error);
    if (error) throw error;
  }

  private refused({ code, message }: CsvError): DomainError {
    if (code === 'CSV_MAX_RECORD_SIZE') return this.tooLong();
    return pipeRefused(
      `row ${this.rows + 1}: ${code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote is not closed' : message}`,
    );
  }

  private tooLong(): DomainError {
    return pipeRefused(
      `row ${this.rows + 1}: is longer than ${this.maxRowBytes} bytes; a quote may not be closed`,
    );
  }

  private take(cells: Cells): void {
    const { places } = this;
    if (places === null) {
      this.places = placesOf(cells, this.columns);
      return;
    }
    this.rows += 1;
    const state = cells[places.state];
    if (state === undefined) throw pipeRefused(`row ${this.rows}, column state: is missing`);
    const fields = {
      state: toBytes(state),
      create_datetime: cells[places.create_datetime],
      start_window_datetime: cells[places.start_window_datetime],
      end_window_datetime: cells[places.end_window_datetime],
      aggregation_type: cells[places.aggregation_type],
    };
    this.onRow(fields, this.rows);
  }

  /** The parser bounds what is in the cells of a row, and not how many empty ones there are. */
  private refuseEndless(bytes: number): void {
    const { records, empty_lines: emptyLines } = this.parser.info;
    const linesDone = records + emptyLines;
    this.bytesSinceLine = linesDone === this.linesDone ? this.bytesSinceLine + bytes : 0;
    this.linesDone = linesDone;
    if (this.bytesSinceLine > this.maxRowBytes) throw this.tooLong();
  }
}
