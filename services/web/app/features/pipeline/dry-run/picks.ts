import type { RunStep } from '../check/work';
import { writeMessage } from './messages';

/** The number of the message of each step that is of one. A message has a step for each pipeline, that of the first comes first. */
export const numberMessages = (steps: readonly RunStep[]): ReadonlyMap<RunStep, number> => {
  const numbers = new Map<RunStep, number>();
  let number = -1;
  for (const step of steps) {
    if (step.payload === null) continue;
    if (step.pipeline === null) number += 1;
    numbers.set(step, number);
  }
  return numbers;
};

export interface WrittenPicks {
  /** One message a line, each once, in the order of the run. */
  readonly text: string;
  /** Messages that no line can hold. */
  readonly leftOut: number;
}

/** Picked messages as they can be pasted. */
export const writePicks = (
  numbers: ReadonlyMap<RunStep, number>,
  picked: ReadonlySet<number>,
): WrittenPicks => {
  const own = [...numbers].filter(([{ pipeline }, number]) => pipeline === null && picked.has(number));
  const lines = own.map(([{ payload, timeMs }]) => writeMessage({ payload: payload!, timeMs }));
  const written = lines.filter((line) => line !== null);
  return { text: written.join('\n'), leftOut: lines.length - written.length };
};

/** Where a key leads among the rows that can be picked; `null`: nowhere. */
export const rowAfterKey = (key: string, rows: readonly number[], at: number): number | null => {
  const place = rows.indexOf(at);
  const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: rows.length - 1 }[key];
  return next === undefined ? null : (rows[next] ?? null);
};
