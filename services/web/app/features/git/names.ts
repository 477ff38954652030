/** Names of Repos and Units (`docs/protocol/rest-graphql.md 4.1`). */
const SHORTEST = 4;
const LONGEST = 20;
const ALPHABET = /^[A-Za-z0-9_.-]*$/;

export type NameFault = 'nameLength' | 'nameCharacters';

export const nameFault = (name: string): NameFault | null => {
  if (!ALPHABET.test(name)) return 'nameCharacters';
  return name.length < SHORTEST || name.length > LONGEST ? 'nameLength' : null;
};

/** A name like `wanted` that keeps the rules and that nobody of `taken` has. */
export const freeName = (wanted: string, taken: readonly string[]): string => {
  const plain = wanted.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^-+|-+$/g, '') || 'unit';
  const base = plain.length < SHORTEST ? `${plain}-repo`.slice(0, LONGEST) : plain.slice(0, LONGEST);
  const numbered = (count: number) => {
    const end = `-${count}`;
    return `${base.slice(0, LONGEST - end.length)}${end}`;
  };
  if (!taken.includes(base)) return base;
  let count = 2;
  while (taken.includes(numbered(count))) count += 1;
  return numbered(count);
};
