import { ClickHouseError } from './clickhouse-error';
import { topLevelTokens, type Token } from './top-level-tokens';

/** An INSERT whose rows come as bytes in some format, beside the statement or behind it. */
export interface DataInsert {
  kind: 'data-insert';
  /** The statement that reads those bytes from a file. */
  readFrom(file: string): string;
  /** Where the rows begin in the text, when they are behind it. */
  dataStart: number;
}

export interface Query {
  kind: 'query';
  sql: string;
  /** The format that the statement itself names. */
  format?: string;
  /** Only reads can be handed out piece by piece. */
  reads: boolean;
}

/** A read begins so, behind comments; a bracket opens a subquery. */
const READ = /^(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)*(?:select|with|\()/i;

/**
 * Looks at a statement as far as the HTTP interface must: does data follow, which format, is it only one.
 * @throws ClickHouseError 62 for an empty text or a second statement
 */
export function parseStatement(text: string): DataInsert | Query {
  const tokens: Token[] = [];
  let isInsert = false;
  for (const token of topLevelTokens(text)) {
    const word = token.text.toUpperCase();
    if (tokens.length === 0) isInsert = word === 'INSERT';
    const previous = tokens.at(-1);
    if (isInsert && tokens.length > 1) {
      if (['VALUES', 'SELECT', 'WITH'].includes(word)) isInsert = false;
      else if (previous?.text.toUpperCase() === 'FORMAT' && isWord(token)) {
        return dataInsert(text, tokens, token);
      }
    }
    if (previous?.text === ';')
      throw new ClickHouseError(62, 'SYNTAX_ERROR', 'Multi-statements are not allowed');
    tokens.push(token);
  }
  return query(text, tokens);
}

function query(text: string, tokens: Token[]): Query {
  const first = tokens[0];
  if (!first || first.text === ';')
    throw new ClickHouseError(62, 'SYNTAX_ERROR', 'Syntax error: empty query');
  const last = tokens.at(-1);
  const sql = last?.text === ';' ? text.slice(0, last.start) : text;
  return {
    kind: 'query',
    sql,
    format: outputFormat(tokens.filter(({ text: word }) => word !== ';')),
    reads: READ.test(text),
  };
}

/** `FORMAT` is also a function and a possible column name: it counts where only its name and settings follow. */
function outputFormat(tokens: Token[]): string | undefined {
  for (let index = tokens.length - 2; index > 0; index -= 1) {
    const [keyword, name, next] = tokens.slice(index, index + 3);
    if (keyword?.text.toUpperCase() !== 'FORMAT' || !name || !isWord(name)) continue;
    if (!next || ['SETTINGS', 'INTO'].includes(next.text.toUpperCase())) return name.text;
  }
  return undefined;
}

function dataInsert(text: string, tokens: Token[], format: Token): DataInsert {
  const clause = tokens.find(({ text: word }) => word.toUpperCase() === 'SETTINGS') ?? tokens.at(-1);
  const split = clause?.start ?? format.start;
  const behind = /[ \t\f]*;?[ \t\f]*\r?\n?/y;
  behind.lastIndex = format.end;
  behind.test(text);
  return {
    kind: 'data-insert',
    dataStart: behind.lastIndex,
    readFrom: (file) =>
      `${text.slice(0, split)} FROM INFILE ${quoted(file)} COMPRESSION 'none' ${text.slice(split, format.end)}`,
  };
}

function isWord({ text }: Token): boolean {
  return /^[A-Za-z_]/.test(text);
}

/** A string literal of ClickHouse. */
export function quoted(value: string): string {
  return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

/** A quoted identifier of ClickHouse. */
export function identifier(name: string): string {
  return `\`${name.replace(/\\/g, '\\\\').replace(/`/g, '\\`')}\``;
}
