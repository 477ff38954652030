import { LONGEST_NAME, SHORTEST_NAME } from '../../ui/name-rule';

/** A name like `wanted` that keeps the rules and that nobody of `taken` has. */
export const freeName = (wanted: string, taken: readonly string[]): string => {
  const plain = wanted.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^-+|-+$/g, '') || 'unit';
  const base =
    plain.length < SHORTEST_NAME ? `${plain}-repo`.slice(0, LONGEST_NAME) : plain.slice(0, LONGEST_NAME);
  const numbered = (count: number) => {
    const end = `-${count}`;
    return `${base.slice(0, LONGEST_NAME - end.length)}${end}`;
  };
  if (!taken.includes(base)) return base;
  let count = 2;
  while (taken.includes(numbered(count))) count += 1;
  return numbered(count);
};
