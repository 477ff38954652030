import { Readable, pipeline } from 'node:stream';
import type { ImportColumn, ImportFields } from '@unitfleet/pipeline';
import { CsvError, parse } from 'csv-parse';
import { pipeRefused } from '../pipelines/node.store';

/** More than any value: an unclosed quote does not gather the whole file. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024;

/** The parser gives empty cells as text, whatever the encoding. */
type CsvRecord = readonly (Buffer | string)[];
type Places = Record<ImportColumn, number>;

/** @throws DomainError `DataPipe` for a header without a column that is needed. */
const placesOf = (header: CsvRecord, needed: readonly ImportColumn[]): Places => {
  const names = header.map((name) => name.toString().trim());
  const missing = needed.filter((column) => !names.includes(column));
  if (missing.length > 0) throw pipeRefused(`the file has no column ${missing.join(', ')}`);
  return {
    state: names.indexOf('state'),
    create_datetime: names.indexOf('create_datetime'),
    start_window_datetime: names.indexOf('start_window_datetime'),
    end_window_datetime: names.indexOf('end_window_datetime'),
    aggregation_type: names.indexOf('aggregation_type'),
  };
};

const toFields = (record: CsvRecord, places: Places): ImportFields | null => {
  const state = record[places.state];
  if (state === undefined) return null;
  const text = (place: number): string | undefined => record[place]?.toString();
  return {
    state: typeof state === 'string' ? Buffer.from(state) : state,
    create_datetime: text(places.create_datetime),
    start_window_datetime: text(places.start_window_datetime),
    end_window_datetime: text(places.end_window_datetime),
    aggregation_type: text(places.aggregation_type),
  };
};

/**
 * Rows of a CSV file with a header as they come; columns that nobody needs are passed over
 * (`docs/protocol/datapipe.md 3.4`).
 *
 * @throws DomainError `DataPipe` for what is no such file; whatever `content` throws, as it is.
 */
export async function* readCsv(
  content: AsyncIterable<Uint8Array>,
  needed: readonly ImportColumn[],
): AsyncGenerator<ImportFields> {
  const parser = parse({
    bom: true,
    encoding: null,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
  });
  // The parser ends with the source's error; whoever reads gets it there.
  pipeline(Readable.from(content, { objectMode: false }), parser, () => undefined);
  let places: Places | null = null;
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<CsvRecord>) {
      if (!places) {
        places = placesOf(record, needed);
        continue;
      }
      row += 1;
      const fields = toFields(record, places);
      if (!fields) throw pipeRefused(`row ${row}, column state: is missing`);
      yield fields;
    }
  } catch (error) {
    if (error instanceof CsvError) throw pipeRefused(`row ${error.records}: ${error.message}`);
    throw error;
  }
  if (!places) throw pipeRefused('the file is empty');
}
