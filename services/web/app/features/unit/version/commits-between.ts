import type { UnitCommitsQuery } from './version.generated';

export type Commit = UnitCommitsQuery['getBranchCommits'][number];

/** How what a device runs stands to what it is to run, by the commits of a branch, the newest first. */
export type Standing =
  | { readonly kind: 'same' }
  /** `commits` come with the update, or go with it, the newest first. */
  | { readonly kind: 'forward' | 'back'; readonly commits: readonly Commit[] }
  /** Which of the two is not among the commits. */
  | { readonly kind: 'elsewhere'; readonly missing: 'current' | 'target' | 'both' };

/** Compares two versions by the commits that are known. */
export const standingOf = (commits: readonly Commit[], current: string, target: string): Standing => {
  if (current === target) return { kind: 'same' };
  const placeOf = (wanted: string) => commits.findIndex(({ commit }) => commit === wanted);
  const [from, to] = [placeOf(current), placeOf(target)];
  if (from === -1 || to === -1)
    return { kind: 'elsewhere', missing: from !== -1 ? 'target' : to !== -1 ? 'current' : 'both' };
  return to < from
    ? { kind: 'forward', commits: commits.slice(to, from) }
    : { kind: 'back', commits: commits.slice(from, to) };
};
