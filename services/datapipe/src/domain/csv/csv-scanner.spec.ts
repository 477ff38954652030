import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvFormatError, CsvScanner } from './csv-scanner';

const ROW_BYTES = 64;

/** Rows of a text that comes in parts of these sizes, again and again. */
const rowsOf = (text: string | Buffer, sizes: readonly number[] = [text.length], rowBytes = 1_000_000) => {
  const [bytes, rows] = [Buffer.from(text), [] as string[][]];
  const scanner = new CsvScanner(rowBytes, (cells) => {
    const row = Array.from({ length: cells.count }, (_, index) => cells.bytes(index)!.toString());
    const latin1 = row.map((_cell, index) => Buffer.from(cells.latin1(index)!, 'latin1').toString());
    if (latin1.join() !== row.join()) throw new Error(`${latin1.join()} is not ${row.join()}`);
    rows.push(row);
  });
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    const end = start + Math.max(1, sizes[turn % sizes.length]!);
    scanner.push(bytes.subarray(start, end));
    start = end;
  }
  scanner.finish();
  return rows;
};

const reference = (text: string): string[][] =>
  parse(text, {
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });

describe('CsvScanner', () => {
  it('finds the rows that other readers find, however the file is cut', () => {
    const text = fc
      .array(fc.constantFrom('"', '""', ',', '\n', '\r\n', '\r', 'a', 'bc', 'я', ' ', '\ufeff'), {
        maxLength: 30,
      })
      .map((parts) => parts.join(''));
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(text, sizes, (file, cuts) => {
        let expected: string[][] | null = null;
        try {
          expected = reference(file);
        } catch {
          expect(() => rowsOf(file, cuts)).toThrow(CsvFormatError);
        }
        if (expected) expect(rowsOf(file, cuts)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a ""quoted"", text\r\nof two lines",b\n', [['a "quoted", text\r\nof two lines', 'b']]],
    ['"a"b,c', [['"a"b', 'c']]],
    ['\ufeffa\n\n\n,\n', [['a'], ['', '']]],
    ['', []],
  ])('%j is %j', (text, rows) => {
    expect(rowsOf(text)).toEqual(rows);
  });

  it('keeps bytes that are no text as they are', () => {
    const cells: Buffer[] = [];
    const scanner = new CsvScanner(ROW_BYTES, (row) => cells.push(Buffer.from(row.bytes(1)!)));
    scanner.push(Buffer.from([0x61, 0x2c, 0xff, 0x00, 0xfe, 0x0a]));
    expect(cells).toEqual([Buffer.from([0xff, 0x00, 0xfe])]);
  });

  it('goes on over much more than it holds', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [String(index), `${'x'.repeat(index % 50)}"`]);
    const text = rows.map(([first, second]) => `${first},"${second}""\n`).join('');
    expect(rowsOf(text, [70_001, 3, 100_000])).toEqual(rows);
  });

  it('answers nothing for a cell that is not there', () => {
    const found: unknown[] = [];
    const scanner = new CsvScanner(ROW_BYTES, (row) =>
      found.push(row.bytes(-1), row.bytes(1), row.latin1(1)),
    );
    scanner.push(Buffer.from('a\n'));
    expect(found).toEqual([undefined, undefined, undefined]);
  });

  it('refuses a row that is too long, whether it ends or not', () => {
    for (const text of [
      'x'.repeat(ROW_BYTES + 1),
      `"${'\n'.repeat(ROW_BYTES)}"\n`,
      `${'x,'.repeat(ROW_BYTES)}\n`,
    ])
      for (const cut of [1, 1_000])
        expect(() => rowsOf(text, [cut], ROW_BYTES)).toThrow(/longer than 64 bytes/);
    expect(rowsOf(`${'x'.repeat(ROW_BYTES)}\n`, [1], ROW_BYTES)).toHaveLength(1);
  });
});
