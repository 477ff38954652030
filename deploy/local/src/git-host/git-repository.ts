import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { git, gitSettings } from './git-command';

/** Path -> content; `null` removes the file. */
export type RepositoryFiles = Readonly<Record<string, string | Uint8Array | null>>;

export interface CommitOptions {
  /** Made from the current branch when it does not exist. Default: the current branch. */
  branch?: string;
  /** Author and committer date. Default: now. */
  date?: Date;
  /** Lightweight tag on the new commit. */
  tag?: string;
}

/** A developer's clone of a hosted repository: commits stay in it until they are pushed. */
export class GitRepository {
  constructor(
    /** Without credentials. */
    readonly url: string,
    /** The working folder. */
    readonly folder: string,
    private readonly authorization: string | undefined,
  ) {}

  /** Writes the files and commits them; a commit without changes is made too. Gives its full hash. */
  async commit(files: RepositoryFiles, message: string, options: CommitOptions = {}): Promise<string> {
    const { branch, date, tag } = options;
    if (branch && branch !== (await this.branch())) await this.switchTo(branch);
    for (const [path, content] of Object.entries(files)) await this.put(path, content);
    await git(this.folder, ['add', '--all']);
    const when: NodeJS.ProcessEnv = date
      ? { GIT_AUTHOR_DATE: date.toISOString(), GIT_COMMITTER_DATE: date.toISOString() }
      : {};
    await git(this.folder, ['commit', '--quiet', '--allow-empty', '-m', message], { ...IDENTITY, ...when });
    if (tag) await this.tag(tag);
    return this.head();
  }

  /** Tags `commit`, the newest one by default; with a message the tag is annotated. */
  async tag(name: string, options: { commit?: string; message?: string } = {}): Promise<void> {
    const annotation = options.message === undefined ? [] : ['-a', '-m', options.message];
    await git(this.folder, ['tag', ...annotation, name, options.commit ?? 'HEAD'], IDENTITY);
  }

  async removeTag(name: string): Promise<void> {
    await git(this.folder, ['tag', '--delete', name]);
  }

  /** Pushes all branches and tags to the host, over HTTP; what was removed here is removed there. */
  async push(options: { force?: boolean } = {}): Promise<void> {
    const force = options.force ? ['--force'] : [];
    const refs = ['refs/heads/*:refs/heads/*', 'refs/tags/*:refs/tags/*'];
    await git(this.folder, ['push', '--quiet', '--prune', ...force, 'origin', ...refs], this.access());
  }

  /** Full hash of the newest commit of `branch`, the current one by default. */
  head(branch = 'HEAD'): Promise<string> {
    return git(this.folder, ['rev-parse', branch]);
  }

  branch(): Promise<string> {
    return git(this.folder, ['symbolic-ref', '--short', 'HEAD']);
  }

  /** Makes the newest commit of the current branch `commit`, as a rewritten history would. */
  async resetTo(commit: string): Promise<void> {
    await git(this.folder, ['reset', '--quiet', '--hard', commit]);
  }

  /** Runs any other git command in the working folder. */
  git(...args: string[]): Promise<string> {
    return git(this.folder, args, { ...IDENTITY, ...this.access() });
  }

  private async switchTo(branch: string): Promise<void> {
    const known = await git(this.folder, ['branch', '--list', branch]);
    await git(this.folder, ['switch', '--quiet', ...(known ? [] : ['--create']), branch]);
  }

  private async put(path: string, content: string | Uint8Array | null): Promise<void> {
    const file = resolve(this.folder, path);
    if (relative(this.folder, file).startsWith('..')) throw new Error(`${path} is outside of the repository`);
    if (content === null) return rm(file, { recursive: true, force: true });
    await mkdir(dirname(join(file)), { recursive: true });
    await writeFile(file, content);
  }

  private access(): NodeJS.ProcessEnv {
    if (!this.authorization) return {};
    return gitSettings({ 'http.extraHeader': `Authorization: ${this.authorization}` });
  }
}

const IDENTITY: NodeJS.ProcessEnv = {
  GIT_AUTHOR_NAME: 'Unit developer',
  GIT_AUTHOR_EMAIL: 'developer@example.com',
  GIT_COMMITTER_NAME: 'Unit developer',
  GIT_COMMITTER_EMAIL: 'developer@example.com',
};
