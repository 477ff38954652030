import { DomainError, type OperationInput, type resolveVersion, type Version } from '@unitfleet/contracts';

type Choice = Pick<OperationInput<typeof resolveVersion>, 'select' | 'requireTag'>;

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
 * @throws DomainError GitRepo when nothing fits.
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
    if (found === undefined) throw new DomainError('GitRepo', 'the branch has no tagged commit');
    return found;
  }
  const commit = requireCommitHash(select.commit);
  if (!history.includes(commit)) throw new DomainError('GitRepo', `commit ${commit} is not in the branch`);
  return commit;
};
