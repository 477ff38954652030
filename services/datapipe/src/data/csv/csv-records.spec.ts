import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvRecords } from './csv-records';

const HEADER = 'state,create_datetime\n';
const ROW_BYTES = 64;

type Row = readonly [state: string, create: string | undefined];

/** Rows of a file that comes in parts of these sizes, again and again. */
const rowsOf = (file: string | Buffer, sizes: readonly number[] = [100_000], rowBytes?: number): Row[] => {
  const [bytes, rows] = [Buffer.from(file), [] as Row[]];
  const records = new CsvRecords(
    { needed: ['state', 'create_datetime'], welcome: [] },
    ({ state, create_datetime: create }, row) => {
      if (rows.push([Buffer.from(state).toString('latin1'), create]) !== row)
        throw new Error(`not row ${row}`);
    },
    rowBytes,
  );
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    const end = start + Math.max(1, sizes[turn % sizes.length]!);
    records.push(bytes.subarray(start, end));
    start = end;
  }
  records.finish();
  expect(records.rows).toBe(rows.length);
  return rows;
};

const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const reference = (text: string): Row[] =>
  parse(latin1(text), {
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  }).map(([state, create]: string[]): Row => [state!, create]);

describe('rows of a file', () => {
  it('are the same however it is cut', () => {
    const text = fc
      .array(fc.constantFrom('"', '""', ',', '\n', '\r\n', '\r', 'a', 'bc', 'я', ' ', '\ufeff'), {
        maxLength: 30,
      })
      .map((parts) => parts.join(''));
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom('', '\ufeff'), text, sizes, (mark, body, cuts) => {
        let expected: Row[] | null = null;
        try {
          expected = reference(body);
        } catch {
          expect(() => rowsOf(mark + HEADER + body, cuts)).toThrow(/: row \d+: a quote is not closed$/);
        }
        if (expected) expect(rowsOf(mark + HEADER + body, cuts)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Row[]]>([
    [
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a ""quoted"", text\r\nof two lines",b\n', [['a "quoted", text\r\nof two lines', 'b']]],
    ['"a"b,c', [['"a"b', 'c']]],
    [
      'a\n\n\n,\n',
      [
        ['a', undefined],
        ['', ''],
      ],
    ],
    ['', []],
  ])('of %j are %j', (text, rows) => {
    expect(rowsOf(HEADER + text)).toEqual(rows);
    expect(rowsOf(`\ufeff"state","create_datetime"\r${text}`, [1])).toEqual(rows);
  });

  it('keep bytes that are no text as they are, also behind a byte order mark', () => {
    const row = Buffer.from([0xff, 0x00, 0xfe, 0x2c, 0x61, 0x0a]);
    for (const mark of ['', '\ufeff'])
      expect(rowsOf(Buffer.concat([Buffer.from(mark + HEADER), row]))).toEqual([['\xff\0\xfe', 'a']]);
  });

  it('are many more than are held', () => {
    const rows = Array.from({ length: 20_000 }, (_, index): Row => [
      String(index),
      `${'x'.repeat(index % 50)}"`,
    ]);
    const text = rows.map(([state, create]) => `${state},"${create}""\n`).join('');
    expect(rowsOf(HEADER + text, [70_001, 3, 100_000])).toEqual(rows);
  });

  it('are handed out before a mistake behind them in the same part', () => {
    expect(() => rowsOf(`${HEADER}${'1,2\n'.repeat(5_000)}"`, [1_000_000])).toThrow(
      /: row 5001: a quote is not closed$/,
    );
  });

  it('end with what whoever takes them throws', () => {
    const records = new CsvRecords({ needed: ['state'], welcome: [] }, () => {
      throw new Error('enough');
    });
    expect(() => records.push(Buffer.from(`${HEADER}1,2\n3,4\n`))).toThrow('enough');
  });

  it.each([
    ['a value that does not end', 'x'.repeat(ROW_BYTES + 2)],
    ['lines between quotes', `"${'\n'.repeat(ROW_BYTES + 2)}"`],
    ['many values', 'xyz,'.repeat(ROW_BYTES)],
    ['empty values', ','.repeat(2 * ROW_BYTES)],
  ])('that are too long are refused: %s', (_name, text) => {
    for (const size of [1, ROW_BYTES])
      expect(() => rowsOf(`${HEADER}1,2\n${text}`, [size], ROW_BYTES)).toThrow(
        /: row 2: is longer than 64 bytes/,
      );
  });

  it('may be as long as that, and there may be any number of empty lines', () => {
    const long = `${'x'.repeat(ROW_BYTES - 2)},a`;
    const lines = '\n'.repeat(4 * ROW_BYTES);
    for (const size of [1, ROW_BYTES])
      expect(rowsOf(`${HEADER}${long}\n${lines}1,2`, [size], ROW_BYTES)).toHaveLength(2);
  });
});
