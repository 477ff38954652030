import type { ImportColumn, ImportFields } from '@unitfleet/pipeline';
import { CsvFormatError, CsvScanner, type CsvCells } from '../../domain/csv/csv-scanner';
import { pipeRefused } from '../pipelines/node.store';

/** More than any value: an unclosed quote does not gather the whole file. */
const MAX_ROW_BYTES = 4 * 1024 * 1024;
const ABSENT = -1;

/** Columns of a file that matter to an import. */
export interface CsvColumns {
  readonly needed: readonly ImportColumn[];
  /** Read where they are there. */
  readonly welcome: readonly ImportColumn[];
}

type Places = Record<ImportColumn, number>;

/** @throws DomainError `DataPipe` for a header without a column that is needed. */
const placesOf = (header: CsvCells, { needed, welcome }: CsvColumns): Places => {
  const names = Array.from({ length: header.count }, (_, index) => header.bytes(index)!.toString().trim());
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
 * (`docs/protocol/datapipe.md 3.4`).
 */
export class CsvRecords {
  /** Rows handed out. */
  rows = 0;
  private places: Places | null = null;
  private readonly scanner = new CsvScanner(MAX_ROW_BYTES, (cells) => this.take(cells));

  /** @param onRow gets the fields of each row, which are good until it returns, and its number, from 1. */
  constructor(
    private readonly columns: CsvColumns,
    private readonly onRow: (fields: ImportFields, row: number) => void,
  ) {}

  /** @throws DomainError `DataPipe` for what is no such file; whatever `onRow` throws. */
  push(part: Uint8Array): void {
    this.refusing(() => this.scanner.push(part));
  }

  /** To be called behind the last part; throws as `push` does. */
  finish(): void {
    this.refusing(() => this.scanner.finish());
    if (!this.places) throw pipeRefused('the file is empty');
  }

  private take(cells: CsvCells): void {
    const { places } = this;
    if (places === null) {
      this.places = placesOf(cells, this.columns);
      return;
    }
    this.rows += 1;
    const state = cells.bytes(places.state);
    if (!state) throw pipeRefused(`row ${this.rows}, column state: is missing`);
    const fields = {
      state,
      create_datetime: cells.latin1(places.create_datetime),
      start_window_datetime: cells.latin1(places.start_window_datetime),
      end_window_datetime: cells.latin1(places.end_window_datetime),
      aggregation_type: cells.latin1(places.aggregation_type),
    };
    this.onRow(fields, this.rows);
  }

  private refusing(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (error instanceof CsvFormatError) throw pipeRefused(`row ${this.rows + 1}: ${error.message}`);
      throw error;
    }
  }
}
