import type { Text } from '@codemirror/state';
import type { PipelineProblem } from '@unitfleet/pipeline';

/** The part of the document that a problem is about: from its place to the end of the value; else the first line. */
export const rangeOf = (doc: Text, { line = 1, column = 1 }: Pick<PipelineProblem, 'line' | 'column'>) => {
  const { from, to, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const start = Math.min(from + column - 1, to);
  const rest = text.slice(start - from);
  const length = /^(?:"[^"]*"|'[^']*'|[^\s,[\]{}#]+)/.exec(rest)?.[0].length ?? rest.length;
  return { from: start, to: Math.min(to, start + Math.max(length, 1)) };
};
