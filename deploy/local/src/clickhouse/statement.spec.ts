import { identifier, parseStatement, quoted } from './statement';

function readFrom(text: string): string | undefined {
  const statement = parseStatement(text);
  return statement.kind === 'data-insert' ? statement.readFrom('/spool/1').replace(/\s+/g, ' ') : undefined;
}

describe('statements of the HTTP interface', () => {
  it.each([
    [
      'INSERT INTO t FORMAT RowBinary',
      "INSERT INTO t FROM INFILE '/spool/1' COMPRESSION 'none' FORMAT RowBinary",
    ],
    [
      'insert into `select` (a, format, values) settings max_threads = 1 format JSONEachRow',
      "insert into `select` (a, format, values) FROM INFILE '/spool/1' COMPRESSION 'none' settings max_threads = 1 format JSONEachRow",
    ],
    [
      "/* SELECT */ INSERT INTO t -- it's VALUES\n (a) FORMAT CSV;",
      "/* SELECT */ INSERT INTO t -- it's VALUES (a) FROM INFILE '/spool/1' COMPRESSION 'none' FORMAT CSV",
    ],
  ])('reads the rows of %s from a file', (text, expected) => {
    expect(readFrom(text)).toBe(expected);
  });

  it.each([
    'INSERT INTO t VALUES (1)',
    "INSERT INTO t SELECT 'x FORMAT y'",
    'INSERT INTO t WITH 1 AS a SELECT a FORMAT JSON',
    'SELECT 1 FORMAT JSON',
    "ALTER TABLE t COMMENT COLUMN a 'INSERT'",
  ])('hands %s on as it is', (text) => {
    expect(parseStatement(text)).toMatchObject({ kind: 'query', sql: text });
  });

  it('finds where the rows behind a statement begin', () => {
    const text = 'INSERT INTO t FORMAT CSV \n\n1,2\n';
    const statement = parseStatement(text);
    expect(statement.kind === 'data-insert' && text.slice(statement.dataStart)).toBe('\n1,2\n');
  });

  it.each([
    ['SELECT 1 FORMAT JSONEachRow', 'JSONEachRow'],
    ['SELECT 1 format CSV settings max_threads = 1;', 'CSV'],
    ["SELECT format('{}', 1)", undefined],
    ['SELECT format FROM t', undefined],
    ['SELECT * FROM (SELECT 1 FORMAT JSON)', undefined],
  ])('%s names the format %s', (text, format) => {
    expect(parseStatement(text)).toMatchObject({ format });
  });

  it('knows reads from writes', () => {
    const reads = (text: string) => (parseStatement(text) as { reads: boolean }).reads;
    expect(['SELECT 1', ' -- x\n with 1 as a select a', '(select 1)'].map(reads)).toEqual([true, true, true]);
    expect(['DROP TABLE t', 'SHOW TABLES', 'INSERT INTO t SELECT 1'].map(reads)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it.each(['SELECT 1; DROP TABLE t', 'INSERT INTO t VALUES (1); SELECT 2', '', ' ; ', '-- nothing'])(
    'refuses %j, which is not one statement',
    (text) => {
      expect(() => parseStatement(text)).toThrow(/^Code: 62\..*\(SYNTAX_ERROR\)$/);
    },
  );

  it('accepts a semicolon at the end, and those within quotes', () => {
    expect(parseStatement("SELECT ';' ; -- end")).toMatchObject({ sql: "SELECT ';' " });
  });

  it('quotes literals and identifiers', () => {
    expect(quoted("a'b\\c")).toBe("'a\\'b\\\\c'");
    expect(identifier('a`b')).toBe('`a\\`b`');
  });
});
