/** How many dead letters the instance tells of, or deals with, in one answer. */
export const LETTERS_AT_ONCE = 100;

interface Work {
  /** Newest first: ids behind this one, none when there are no more, `null` when it could not be asked. */
  readonly idsBehind: (id: string | null) => Promise<readonly string[] | null>;
  /** Answers how many there still were, `null` when it failed. */
  readonly deal: (ids: readonly string[]) => Promise<number | null>;
  /** Told how many are done. */
  readonly tell: (count: number) => void;
}

/**
 * Deals with dead letters, however many, some at a time, from the newest to the oldest: one that fails again meanwhile becomes
 * a newer one, so that this ends. Stops at the first failure.
 */
export const dealWith = async ({
  idsBehind,
  deal,
  tell,
}: Work): Promise<{ count: number; isAll: boolean }> => {
  let count = 0;
  let last: string | null = null;
  for (;;) {
    const ids: readonly string[] | null = await idsBehind(last);
    if (ids?.length === 0) return { count, isAll: true };
    const dealt = ids && (await deal(ids));
    if (!ids || dealt === null) return { count, isAll: false };
    count += dealt;
    tell(count);
    last = ids.at(-1) ?? null;
  }
};

/** The same order for ids that are known already. */
export const behindIn =
  (ids: readonly string[]): Work['idsBehind'] =>
  async (id) => {
    const from = id === null ? 0 : ids.indexOf(id) + 1;
    return ids.slice(from, from + LETTERS_AT_ONCE);
  };
