import { DomainError, type Version } from '@unitfleet/contracts';
import type { TargetVersionRule } from './target-version-rule';

type Choice = Pick<TargetVersionRule, 'select' | 'requireTag'>;

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** A full commit hash in lower case; anything else could be taken by git for a name or an option. */
export const requireCommitHash = (text: string): string => {
  const commit = text.toLowerCase();
  if (!COMMIT.test(commit)) throw new DomainError('GitRepo', 'a commit is named by its full hash');
  return commit;
};

/**
 * Picks a commit of a branch (`docs/protocol/device.md 6.2`).
 *
 * @param history commits of the branch, newest first.
 * @param tags tag by commit, of this branch and others.
 * @throws DomainError GitRepo (422 code 5) when nothing fits.
 */
export const pickVersion = (
  history: readonly string[],
  tags: ReadonlyMap<string, string>,
  { select, requireTag }: Choice,
): Version => {
  const commit = pickCommit(history, tags, select);
  const tag = tags.get(commit) ?? null;
  if (requireTag && tag === null) throw new DomainError('GitRepo', `commit ${commit} has no tag`);
  return { commit, tag };
};

const pickCommit = (
  history: readonly string[],
  tags: ReadonlyMap<string, string>,
  select: Choice['select'],
): string => {
  if (select === 'newest' || select === 'newest-tagged') {
    const found = history.find((commit) => select === 'newest' || tags.has(commit));
    if (found !== undefined) return found;
    throw new DomainError('GitRepo', `the branch has no ${select === 'newest' ? '' : 'tagged '}commit`);
  }
  const commit = requireCommitHash(select.commit);
  if (!history.includes(commit)) throw new DomainError('GitRepo', `commit ${commit} is not in the branch`);
  return commit;
};
