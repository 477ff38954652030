import { describe, expect, it } from 'vitest';
import { CsvRows, rowsOfFile } from './csv-rows';

const all = (...pieces: string[]) => {
  const csv = new CsvRows();
  return [...pieces.flatMap((piece) => csv.push(piece)), ...csv.end()];
};

describe('rows of CSV', () => {
  it.each([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['"a ""b""","c,\nd"\n', [['a "b"', 'c,\nd']]],
    [
      'a,\n,b\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['a\n\n\nb\n', [['a'], ['b']]],
    ['', []],
  ])('%j', (text, expected) => {
    expect(all(text)).toEqual(expected);
    expect(all(...text)).toEqual(expected);
  });

  it('are read from a file as far as is asked', async () => {
    const rows = [];
    for await (const row of rowsOfFile(new Blob(['a,b\n1,2\n3,4\n']))) {
      rows.push(row);
      if (rows.length === 2) break;
    }
    expect(rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
});
