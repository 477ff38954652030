import { DomainError, type VisibilityLevel } from '@unitfleet/contracts';

/** The settings of a Repo that its creator may change. */
export interface RepoSettings {
  readonly visibilityLevel: VisibilityLevel;
  readonly name: string;
  readonly isAutoUpdateRepo: boolean;
  readonly defaultBranch: string | null;
  readonly defaultCommit: string | null;
  readonly isOnlyTagUpdate: boolean;
  readonly isCompilableRepo: boolean;
}

export type RepoChanges = { readonly [Key in keyof RepoSettings]?: RepoSettings[Key] | null };

/** The settings after the changes; null and missing ones stay as they are (10A.4). */
export const applyRepoChanges = (settings: RepoSettings, changes: RepoChanges): RepoSettings => ({
  visibilityLevel: changes.visibilityLevel ?? settings.visibilityLevel,
  name: changes.name ?? settings.name,
  isAutoUpdateRepo: changes.isAutoUpdateRepo ?? settings.isAutoUpdateRepo,
  defaultBranch: changes.defaultBranch ?? settings.defaultBranch,
  defaultCommit: changes.defaultCommit ?? settings.defaultCommit,
  isOnlyTagUpdate: changes.isOnlyTagUpdate ?? settings.isOnlyTagUpdate,
  isCompilableRepo: changes.isCompilableRepo ?? settings.isCompilableRepo,
});

/** @throws DomainError Repo for settings that do not go together (`docs/protocol/rest-graphql.md 4.5`). */
export const requireConsistent = (settings: RepoSettings): void => {
  if (!settings.isAutoUpdateRepo && (!settings.defaultBranch || !settings.defaultCommit))
    throw new DomainError(
      'Repo',
      'without automatic updates a default branch and a default commit are needed',
    );
  if (settings.isCompilableRepo && settings.isAutoUpdateRepo && !settings.isOnlyTagUpdate)
    throw new DomainError('Repo', 'a compilable Repo with automatic updates follows tags only');
};
