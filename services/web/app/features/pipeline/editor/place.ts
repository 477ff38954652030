import { linesOf, pathTo, readLine, textOfLine, type YamlLine } from './yaml-lines';
import { flowPlace } from './flow-place';

/** Where in a document the cursor is. */
export interface Place {
  /** Keys that lead there; `-` is an item of a list. Of a value its own key is the last. */
  readonly path: readonly string[];
  readonly kind: 'key' | 'value';
  /** Where the word at the cursor begins. */
  readonly from: number;
  readonly isFlow: boolean;
  /** What stands beside it in the same mapping: texts by their keys. */
  readonly siblings: ReadonlyMap<string, string>;
}

const WORD = /^[\w-]*$/;

/** The mapping goes on upwards unless a dash of the own line begins it. */
const siblingsOf = (
  lines: readonly string[],
  at: number,
  own: YamlLine,
  column: number,
): Map<string, string> => {
  const found = new Map<string, string>();
  const take = (line: YamlLine) => {
    if (line.key?.column === column) found.set(line.key.name, line.value);
  };
  for (let index = at - 1; index >= 0 && own.dashes.length === 0; index--) {
    const line = readLine(lines[index]!);
    if (line.isBlank) continue;
    if (line.column < column && line.key?.column !== column) break;
    take(line);
    if (line.column < column) break;
  }
  for (let index = at + 1; index < lines.length; index++) {
    const line = readLine(lines[index]!);
    if (line.isBlank) continue;
    if (line.column < column) break;
    take(line);
  }
  return found;
};

/**
 * Tells what belongs at a place of a document that is being written, and so is rarely whole: it reads indentation, not YAML.
 * Collections in brackets are followed within one line. `null`: in a comment, or nowhere that a field could be.
 */
export const placeAt = (text: string, offset: number): Place | null => {
  const { lines, index, start } = linesOf(text, offset);
  const whole = lines[index]!;
  const before = whole.slice(0, offset - start);
  if (textOfLine(before) !== before) return null;
  const line = readLine(before);
  const { rest } = line;
  const restAt = start + before.length - rest.length;
  const column = line.key?.column ?? before.length - rest.length;
  const path = pathTo(lines, index, line, column);
  if (line.key || /^[[{]/.test(rest)) {
    if (line.key && before.endsWith(':')) return null;
    const ownPath = line.key ? [...path, line.key.name] : path;
    const flow = flowPlace(rest, restAt, ownPath);
    return flow && { siblings: siblingsOf(lines, index, line, column), ...flow };
  }
  if (!WORD.test(rest)) return null;
  return { path, kind: 'key', from: restAt, isFlow: false, siblings: siblingsOf(lines, index, line, column) };
};
