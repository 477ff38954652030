/** One line, as far as indentation tells its meaning. */
export interface YamlLine {
  readonly isBlank: boolean;
  /** Of its first character that is no space. */
  readonly column: number;
  /** Columns of the dashes before everything else. */
  readonly dashes: readonly number[];
  readonly key?: { readonly name: string; readonly column: number };
  /** Behind the key, or behind the dashes where there is no key. */
  readonly rest: string;
  /** The text of the value, without what surrounds it. */
  readonly value: string;
}

const KEY = /^(?:"([^"]*)"|'([^']*)'|([\w.-]+))\s*:(?:\s+|$)/;

/** The line without its comment. */
export const textOfLine = (line: string): string => {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (quote) quote = character === quote ? '' : quote;
    else if ((character === '"' || character === "'") && /[\s[{,:-]|^$/.test(line[at - 1] ?? ''))
      quote = character;
    else if (character === '#' && /\s|^$/.test(line[at - 1] ?? '')) return line.slice(0, at);
  }
  return line;
};

export const readLine = (line: string): YamlLine => {
  const text = textOfLine(line);
  const column = text.length - text.trimStart().length;
  let rest = text.slice(column);
  const dashes: number[] = [];
  for (let dash = /^-(?:\s+|$)/.exec(rest); dash; dash = /^-(?:\s+|$)/.exec(rest)) {
    dashes.push(text.length - rest.length);
    rest = rest.slice(dash[0].length);
  }
  const key = KEY.exec(rest);
  const keyColumn = text.length - rest.length;
  if (key) rest = rest.slice(key[0].length);
  return {
    isBlank: text.trim() === '' || /^(?:---|\.\.\.)/.test(text),
    column,
    dashes,
    key: key ? { name: key[1] ?? key[2] ?? key[3]!, column: keyColumn } : undefined,
    rest,
    value: rest.trim().replace(/^(['"])(.*)\1$/, '$2'),
  };
};

export const linesOf = (text: string, offset: number): { lines: string[]; index: number; start: number } => {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return { lines: text.split('\n'), index: text.slice(0, start).split('\n').length - 1, start };
};

/** Keys and items above `column` of a line, outermost first. An item may stand in the column of its list's key. */
export const pathTo = (lines: readonly string[], index: number, own: YamlLine, column: number): string[] => {
  const path: string[] = [];
  let limit = column;
  let isItem = false;
  const climb = (line: YamlLine, isOwn: boolean) => {
    const { key } = line;
    if (key && !isOwn && (isItem ? key.column <= limit : key.column < limit)) {
      path.unshift(key.name);
      limit = key.column;
      isItem = false;
    }
    for (const dash of line.dashes.toReversed()) {
      if (dash >= limit) continue;
      path.unshift('-');
      limit = dash;
      isItem = true;
    }
  };
  climb(own, true);
  for (let at = index - 1; at >= 0 && (limit > 0 || isItem); at--) {
    const line = readLine(lines[at]!);
    if (!line.isBlank) climb(line, false);
  }
  return path;
};
