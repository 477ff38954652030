import { DomainError } from '@unitfleet/contracts';

/** A Unit's wish for its version (`docs/protocol/device.md 6.2`). */
export interface UnitVersionChoice {
  readonly isAutoUpdateFromRepoUnit: boolean;
  readonly repoBranch: string | null;
  readonly repoCommit: string | null;
}

/** A Repo's wish for the version of its Units. */
export interface RepoVersionChoice {
  readonly isAutoUpdateRepo: boolean;
  readonly isOnlyTagUpdate: boolean;
  readonly isCompilableRepo: boolean;
  readonly defaultBranch: string | null;
  readonly defaultCommit: string | null;
}

/** How to find the target commit in the history of a branch. */
export interface TargetVersionRule {
  readonly branch: string;
  /** `newest-tagged` is the newest commit that carries any tag; tags are not compared as versions. */
  readonly select: 'newest' | 'newest-tagged' | { readonly commit: string };
  /** Whether the commit must carry a tag: what is compiled is found among the assets of a tag. */
  readonly requireTag: boolean;
}

/** The Repo's own target (`docs/protocol/rest-graphql.md 4.5`): GitRepo (5) without a branch, Repo (6) for a manual one without commit. */
export const repoTargetRule = (repo: RepoVersionChoice): TargetVersionRule => {
  const branch = repo.defaultBranch;
  if (repo.isAutoUpdateRepo) {
    if (!branch) throw new DomainError('GitRepo', 'Repo has no default branch');
    const tagged = repo.isCompilableRepo || repo.isOnlyTagUpdate;
    return { branch, select: tagged ? 'newest-tagged' : 'newest', requireTag: tagged };
  }
  if (!branch || !repo.defaultCommit) {
    throw new DomainError(
      'Repo',
      'Without automatic updates a Repo needs a default branch and a default commit',
    );
  }
  return { branch, select: { commit: repo.defaultCommit }, requireTag: repo.isCompilableRepo };
};

/**
 * Which version a Unit is to run (`docs/protocol/device.md 6.2`). Throws Unit (422 code 7) for a Unit with a version
 * of its own that lacks branch or commit; otherwise as `repoTargetRule`.
 */
export const targetVersionRule = (unit: UnitVersionChoice, repo: RepoVersionChoice): TargetVersionRule => {
  if (unit.isAutoUpdateFromRepoUnit) return repoTargetRule(repo);
  if (!unit.repoBranch || !unit.repoCommit) {
    throw new DomainError('Unit', 'Without automatic updates a Unit needs a branch and a commit');
  }
  return { branch: unit.repoBranch, select: { commit: unit.repoCommit }, requireTag: repo.isCompilableRepo };
};
