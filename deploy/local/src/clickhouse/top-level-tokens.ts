export interface Token {
  text: string;
  start: number;
  end: number;
}

const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const SKIPPED = /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const QUOTED: Readonly<Record<string, RegExp>> = {
  "'": /'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)/y,
  '"': /"(?:[^"\\]|\\[\s\S]|"")*(?:"|$)/y,
  '`': /`(?:[^`\\]|\\[\s\S]|``)*(?:`|$)/y,
};

/** Words and single characters of a statement outside of brackets, quotes and comments. */
export function* topLevelTokens(sql: string): Generator<Token> {
  let depth = 0;
  for (let position = 0; position < sql.length;) {
    const end = endOf(SKIPPED, sql, position);
    if (end !== undefined) {
      position = end;
      continue;
    }
    const char = sql.charAt(position);
    const quoted = QUOTED[char];
    const next = (quoted ? endOf(quoted, sql, position) : endOf(WORD, sql, position)) ?? position + 1;
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth = Math.max(0, depth - 1);
    if (depth === 0) yield { text: sql.slice(position, next), start: position, end: next };
    position = next;
  }
}

function endOf(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
