import type { Thing } from './thing';

const SHOWN = 30;

/** Those with all of the words in their names, names that begin so first. */
export const findThings = (things: Iterable<Thing>, text: string): Thing[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const beginning: Thing[] = [];
  const others: Thing[] = [];
  for (const thing of things) {
    const name = thing.name.toLowerCase();
    if (!words.every((word) => name.includes(word))) continue;
    (name.startsWith(first) ? beginning : others).push(thing);
    if (beginning.length >= SHOWN) break;
  }
  return [...beginning, ...others].slice(0, SHOWN);
};
