import ignore from 'ignore';

export const IGNORE_FILE = '.pepeignore';

const GIT_FOLDER = '.git';

/**
 * The paths of a repository that go into its archive: all but what `.pepeignore` names (the syntax of `.gitignore`,
 * case-sensitive; nothing inside an ignored folder can be taken back) and, always, `.git`
 * (`docs/protocol/device.md 3.2`). `ignoreText` is null when the repository has no such file. Order is kept.
 */
export const selectFiles = (paths: readonly string[], ignoreText: string | null): string[] => {
  const rules = ignore({ ignoreCase: false }).add(ignoreText ?? '');
  return paths.filter((path) => !path.split('/').includes(GIT_FOLDER) && !rules.ignores(path));
};
