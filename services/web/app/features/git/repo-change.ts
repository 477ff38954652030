import { nameProblem, type NameProblem } from '../../ui/name-rule';
import type { Visibility } from './visibility-select';

/** What can be set of a Repo. */
export interface RepoSettings {
  readonly name: string;
  readonly visibilityLevel: Visibility;
  readonly defaultBranch: string | null;
  readonly defaultCommit: string | null;
  readonly isAutoUpdateRepo: boolean;
  readonly isOnlyTagUpdate: boolean;
  readonly isCompilableRepo: boolean;
}

type Change = { -readonly [Name in keyof RepoSettings]?: RepoSettings[Name] };

/** Only what is another value now; with the commit comes its branch, as the instance wants it. */
export const changeOfRepo = (before: RepoSettings, now: RepoSettings): Change => {
  const names = Object.keys(now) as (keyof RepoSettings)[];
  const change: Change = Object.fromEntries(
    names.filter((name) => now[name] !== before[name]).map((name) => [name, now[name]]),
  );
  if (now.isAutoUpdateRepo || Object.keys(change).length === 0) return change;
  return { ...change, defaultBranch: now.defaultBranch, defaultCommit: now.defaultCommit };
};

/** Why settings cannot be saved (`docs/protocol/rest-graphql.md 4.5`). */
export const repoFault = (now: RepoSettings): NameProblem | 'branch' | 'commit' | null => {
  if (!now.defaultBranch) return 'branch';
  if (!now.isAutoUpdateRepo && !now.defaultCommit) return 'commit';
  return nameProblem(now.name);
};

/** A compiled program has releases at tags alone. */
export const settled = (now: RepoSettings): RepoSettings =>
  now.isCompilableRepo && now.isAutoUpdateRepo ? { ...now, isOnlyTagUpdate: true } : now;
