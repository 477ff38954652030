import { Injectable } from '@nestjs/common';
import { DomainError, type Commit } from '@unitfleet/contracts';
import { LRUCache } from 'lru-cache';
import { parseRefs, REF_FORMAT, type MirrorRefs } from '../domain/mirror-refs';
import { parseTree, type CommitTree } from '../domain/commit-tree';
import { Git, GitError, OutputLimitError } from './git/git';

const MAX_SUMMARY = 1_000;

/**
 * Reads one generation of a mirror. Generations never change, so whatever has been read of one stays true, and is
 * remembered by its folder.
 */
@Injectable()
export class MirrorReader {
  private readonly refsOf = new LRUCache<string, Promise<MirrorRefs>>({ max: 1_000 });
  private readonly historyOf = new LRUCache<string, readonly string[]>({
    maxSize: 2_000_000,
    sizeCalculation: (history) => history.length + 1,
  });
  /** Histories and trees that are being read: whoever asks meanwhile shares the answer. */
  private readonly underWay = new Map<string, Promise<unknown>>();
  private readonly treeOf = new LRUCache<string, CommitTree>({
    maxSize: 500_000,
    sizeCalculation: (tree) => tree.files.length + 1,
  });

  constructor(private readonly git: Git) {}

  refs(folder: string): Promise<MirrorRefs> {
    const known = this.refsOf.get(folder);
    if (known) return known;
    const refs = this.git.run(folder, ['for-each-ref', `--format=${REF_FORMAT}`]).then(parseRefs);
    this.refsOf.set(folder, refs);
    refs.catch(() => this.refsOf.delete(folder));
    return refs;
  }

  /**
   * Commits of a branch, newest first (`docs/protocol/device.md 6.1`).
   *
   * @throws DomainError GitRepo for an unknown branch.
   */
  async history(folder: string, branch: string): Promise<readonly string[]> {
    // Git is given the hash that the branch stands for: a name could be read as an option or a range.
    const head = (await this.refs(folder)).branches.get(branch);
    if (!head) throw new DomainError('GitRepo', `the repository has no branch ${JSON.stringify(branch)}`);
    const key = `${folder} ${head}`;
    const known = this.historyOf.get(key);
    if (known) return known;
    return this.shared(key, async () => {
      const history = (await this.git.run(folder, ['rev-list', head])).split('\n').slice(0, -1);
      this.historyOf.set(key, history);
      return history;
    });
  }

  /** Hash, first line of the message and tag of each commit. */
  async describe(folder: string, commits: readonly string[]): Promise<Commit[]> {
    if (commits.length === 0) return [];
    const { tags } = await this.refs(folder);
    const output = await this.git.run(folder, ['log', '--no-walk=unsorted', '--stdin', '--format=%H %s'], {
      input: `${commits.join('\n')}\n`,
    });
    return output
      .split('\n')
      .slice(0, -1)
      .map((line) => {
        const space = line.indexOf(' ');
        const commit = line.slice(0, space);
        return {
          commit,
          summary: line.slice(space + 1, space + 1 + MAX_SUMMARY),
          tag: tags.get(commit) ?? null,
        };
      });
  }

  /** @throws DomainError GitRepo for a commit that is not in the mirror. */
  async tree(folder: string, commit: string): Promise<CommitTree> {
    const key = `${folder} ${commit}`;
    const known = this.treeOf.get(key);
    if (known) return known;
    return this.shared(`tree ${key}`, async () => {
      const tree = await this.readTree(folder, commit);
      this.treeOf.set(key, tree);
      return tree;
    });
  }

  private shared<Result>(key: string, read: () => Promise<Result>): Promise<Result> {
    const running = this.underWay.get(key) as Promise<Result> | undefined;
    if (running) return running;
    const result = read().finally(() => this.underWay.delete(key));
    this.underWay.set(key, result);
    return result;
  }

  private async readTree(folder: string, commit: string): Promise<CommitTree> {
    try {
      const listing = await this.git.run(folder, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]);
      const time = await this.git.run(folder, ['show', '--no-patch', '--format=%ct', commit]);
      return parseTree(listing, time);
    } catch (error) {
      if (error instanceof OutputLimitError)
        throw new DomainError('GitRepo', `commit ${commit} has too many files`);
      if (!(error instanceof GitError)) throw error;
      throw new DomainError('GitRepo', `the repository has no commit ${commit}`, { cause: error });
    }
  }
}
