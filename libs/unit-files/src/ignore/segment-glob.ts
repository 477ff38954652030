import type { Effort } from './effort';

/** One symbol of a name, or any number of them. */
type Part = 'many' | ((symbol: string) => boolean);

const ANY: Part = () => true;

interface Range {
  readonly from: string;
  readonly to: string;
}

/** Reads what is between the brackets of `[...]`; null for a range that goes backwards. */
const readBrackets = (inside: string): Part | null => {
  const isNegated = /^[!^]/.test(inside);
  const symbols = [...(isNegated ? inside.slice(1) : inside)];
  const ranges: Range[] = [];
  for (let at = 0; at < symbols.length; at += 1) {
    const from = symbols[at]!;
    const isRange = symbols[at + 1] === '-' && at + 2 < symbols.length;
    const to = isRange ? symbols[at + 2]! : from;
    if (from > to) return null;
    ranges.push({ from, to });
    if (isRange) at += 2;
  }
  return (symbol) => ranges.some(({ from, to }) => from <= symbol && symbol <= to) !== isNegated;
};

/** End of the brackets that begin before `start`; -1 when they are not closed. The first symbol may be `]` itself. */
const closingBracket = (text: string, start: number): number => {
  const first = /[!^]/.test(text[start] ?? '') ? start + 1 : start;
  return text.indexOf(']', first + 1);
};

const same =
  (wanted: string): Part =>
  (symbol) =>
    symbol === wanted;

const readParts = (text: string): Part[] | null => {
  const parts: Part[] = [];
  for (let at = 0; at < text.length;) {
    const symbol = String.fromCodePoint(text.codePointAt(at)!);
    at += symbol.length;
    if (symbol === '\\') {
      if (at === text.length) return null;
      const escaped = String.fromCodePoint(text.codePointAt(at)!);
      at += escaped.length;
      parts.push(same(escaped));
    } else if (symbol === '*') {
      if (parts.at(-1) !== 'many') parts.push('many');
    } else if (symbol === '?') parts.push(ANY);
    else if (symbol === '[' && closingBracket(text, at) >= 0) {
      const end = closingBracket(text, at);
      const brackets = readBrackets(text.slice(at, end));
      if (brackets === null) return null;
      parts.push(brackets);
      at = end + 1;
    } else parts.push(same(symbol));
  }
  return parts;
};

/**
 * Compiles the pattern of one name; null for one that is none (a lone backslash at its end, a range that goes
 * backwards). It takes a number of steps that grows with pattern times name, whatever stars it has: patterns come from
 * strangers, and an expression that tries all ways would not come back.
 */
export const compileSegment = (text: string): ((name: string, effort: Effort) => boolean) | null => {
  const parts = readParts(text);
  if (parts === null) return null;
  return (name, effort) => matches(parts, [...name], effort);
};

const matches = (parts: readonly Part[], symbols: readonly string[], effort: Effort): boolean => {
  effort.spend(symbols.length);
  let part = 0;
  let symbol = 0;
  let star = -1;
  let starFrom = 0;
  while (symbol < symbols.length) {
    const wanted = parts[part];
    if (wanted === 'many') {
      star = part;
      starFrom = symbol;
      part += 1;
    } else if (wanted?.(symbols[symbol]!)) {
      part += 1;
      symbol += 1;
    } else if (star >= 0) {
      // The last star takes one more; what earlier ones took need not be looked at again.
      effort.spend(symbol - starFrom + 1);
      starFrom += 1;
      part = star + 1;
      symbol = starFrom;
    } else return false;
  }
  return parts.slice(part).every((rest) => rest === 'many');
};
