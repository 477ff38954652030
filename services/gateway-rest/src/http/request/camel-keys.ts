type CamelCase<Key> = Key extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Key;

/** A checked DTO with the operations' spelling of its keys. */
export type CamelKeys<T> = T extends Date
  ? T
  : T extends readonly (infer Element)[]
    ? CamelKeys<Element>[]
    : T extends object
      ? { [Key in keyof T as CamelCase<Key>]: CamelKeys<T[Key]> }
      : T;

const camelCase = (key: string): string =>
  key.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

/** `repo_uuid` becomes `repoUuid`, in nested objects too; for DTOs, whose keys are all known. Missing ones stay missing. */
export const camelKeys = <T>(given: T): CamelKeys<T> => {
  if (Array.isArray(given)) return given.map((element: unknown) => camelKeys(element)) as CamelKeys<T>;
  if (typeof given !== 'object' || given === null || given instanceof Date) return given as CamelKeys<T>;
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]) => [camelCase(key), camelKeys(value as unknown)]),
  ) as CamelKeys<T>;
};
