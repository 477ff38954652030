/** Steps from the root of a JSON document: the name of a member, or an index, which counts from the end where it is negative. */
export type JsonPath = readonly (string | number)[];

const MAX_CHARACTERS = 256;
const MAX_STEPS = 16;

const NAME_FIRST = '[A-Za-z_\\u0080-\\ud7ff\\ue000-\\u{10ffff}]';
const NAME = `${NAME_FIRST}(?:${NAME_FIRST}|[0-9])*`;
/** Member-name-shorthand of RFC 9535. */
const BARE_NAME = new RegExp(NAME, 'uy');
const DOT_NAME = new RegExp(`\\.(${NAME})`, 'uy');
const INDEX = /\[(0|-?[1-9][0-9]*)\]/y;
const QUOTED_NAME = /\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/suy;
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|(.))/gsu;
const ESCAPED: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '/': '/', '\\': '\\' };
const FORBIDDEN = /[\u0000-\u001f]|\p{Surrogate}/u;

/** What a quoted name means; `undefined` = not a string of RFC 9535. */
function unquote(text: string, quote: string): string | undefined {
  if (FORBIDDEN.test(text)) return undefined;
  let valid = true;
  const name = text.replace(ESCAPE, (_all, hex: string | undefined, character: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    const meaning = character === quote ? quote : ESCAPED[character!];
    valid &&= meaning !== undefined;
    return meaning ?? '';
  });
  return valid && !/\p{Surrogate}/u.test(name) ? name : undefined;
}

class PathReader {
  readonly steps: (string | number)[] = [];
  at = 0;

  constructor(private readonly text: string) {}

  /** Reads all steps; answers what is wrong, if anything. */
  read(): string | undefined {
    if (this.text.startsWith('$')) this.at = 1;
    else {
      const first = this.match(BARE_NAME);
      if (first === undefined) return "should begin with '$' or with a name";
      this.steps.push(first[0]);
    }
    while (this.at < this.text.length) {
      const step = this.step();
      if (step === undefined) return this.unknownStep();
      this.steps.push(step);
      if (this.steps.length > MAX_STEPS) return `should have at most ${MAX_STEPS} steps`;
    }
    return undefined;
  }

  private step(): string | number | undefined {
    const dotted = this.match(DOT_NAME);
    if (dotted !== undefined) return dotted[1]!;
    const index = this.match(INDEX);
    if (index !== undefined) {
      const value = Number(index[1]);
      if (Number.isSafeInteger(value)) return value;
      this.at -= index[0].length;
      return undefined;
    }
    const quoted = this.match(QUOTED_NAME);
    if (quoted === undefined) return undefined;
    const name = quoted[1] === undefined ? unquote(quoted[2]!, '"') : unquote(quoted[1], "'");
    if (name === undefined) this.at -= quoted[0].length;
    return name;
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text) ?? undefined;
    if (match !== undefined) this.at += match[0].length;
    return match;
  }

  private unknownStep(): string {
    const rest = this.text.slice(this.at);
    const where = `at character ${[...this.text.slice(0, this.at)].length + 1}`;
    if (rest.startsWith('..')) return `${where}: '..' is not supported, a path leads to one value`;
    if (/^(?:\.\*|\[\s*\*)/.test(rest)) return `${where}: '*' is not supported, a path leads to one value`;
    if (/^\[\s*\?/.test(rest)) return `${where}: filters are not supported, a path leads to one value`;
    if (/^\[[^'"\]]*[:,]/.test(rest))
      return `${where}: slices and lists are not supported, a path leads to one value`;
    return `${where}: expected .name, ['name'] or [index]`;
  }
}

/**
 * Reads a path in the subset of JSONPath (RFC 9535) that leads to one value at most: `$`, then `.name`, `['name']`,
 * `["name"]` or `[index]`; a first name may stand without `$.` before it.
 */
export function parseJsonPath(text: string): { steps: JsonPath } | { problem: string } {
  if (text === '') return { problem: 'should not be empty' };
  // A character has two units at the most; what is longer need not be counted.
  if (text.length > 2 * MAX_CHARACTERS || [...text].length > MAX_CHARACTERS)
    return { problem: `should have at most ${MAX_CHARACTERS} characters` };
  const reader = new PathReader(text);
  const problem = reader.read();
  return problem === undefined ? { steps: reader.steps } : { problem };
}
