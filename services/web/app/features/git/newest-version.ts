interface Rule {
  readonly isAutoUpdateRepo: boolean;
  readonly defaultCommit: string | null;
}

/** The commit that Units of a Repo are to run: its own when it stays at one, else the newest of its branch. */
export const newestVersion = (
  { isAutoUpdateRepo, defaultCommit }: Rule,
  newest: string | undefined,
): string | null => (isAutoUpdateRepo ? (newest ?? null) : defaultCommit);
