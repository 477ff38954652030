import { randomUUID } from 'node:crypto';
import { copyFile, cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  DEFAULT_BRANCH,
  DEMO_FOLDER,
  DEMO_REPOSITORIES,
  DemoCommit,
  DemoRepository,
  UNIT_CLIENT_BUNDLE,
} from './fleet';
import { GitOptions, git } from './git';

export interface CreateRepositoriesOptions {
  /** Folder that the Git host serves; `<name>.git` is made in it. */
  gitRoot: string;
  /** The device library in one file, which each repository carries; `dist/unit-client/unit-client.js` unless given. */
  bundlePath?: string;
}

/**
 * Makes the bare repositories of the demo, with their commits and tags, where they are not there yet. A repository
 * appears complete or not at all. Returns the paths by name.
 */
export async function createDemoRepositories(
  options: CreateRepositoriesOptions,
): Promise<Record<string, string>> {
  const { gitRoot, bundlePath = UNIT_CLIENT_BUNDLE } = options;
  await mkdir(gitRoot, { recursive: true });
  const paths: Record<string, string> = {};
  for (const repository of DEMO_REPOSITORIES) {
    const path = repositoryPath(gitRoot, repository);
    if (!(await exists(path))) await createRepository(repository, path, bundlePath);
    paths[repository.name] = path;
  }
  return paths;
}

export interface Release {
  commit: string;
  tag: string;
  /** False if it had been released before. */
  released: boolean;
}

/**
 * Pushes the next version of a demo repository, commit and tag in one step, as its developer would. `remote` is
 * the URL at the Git host or the path of the bare repository.
 */
export async function releaseNextVersion(remote: string, repository: DemoRepository): Promise<Release> {
  const { next } = repository;
  if (!next) throw new Error(`${repository.name} has no next version`);
  const clone = await mkdtemp(join(tmpdir(), 'unitfleet-release-'));
  try {
    await git(['clone', '--quiet', '--branch', DEFAULT_BRANCH, remote, clone]);
    const known = await git(['tag', '--list', next.tag], { cwd: clone });
    if (known === '') {
      await commit(repository, next, clone, { cwd: clone });
      await git(['push', '--quiet', '--atomic', 'origin', DEFAULT_BRANCH, next.tag], { cwd: clone });
    }
    const hash = await git(['rev-list', '-n', '1', next.tag], { cwd: clone });
    return { commit: hash, tag: next.tag, released: known === '' };
  } finally {
    await rm(clone, { recursive: true, force: true });
  }
}

export function repositoryPath(gitRoot: string, repository: DemoRepository): string {
  return join(gitRoot, `${repository.name}.git`);
}

async function createRepository(repository: DemoRepository, path: string, bundlePath: string): Promise<void> {
  const staging = await mkdtemp(join(tmpdir(), 'unitfleet-repository-'));
  const fresh = resolve(`${path}.${randomUUID()}`);
  try {
    await git(['init', '--quiet', '--bare', `--initial-branch=${DEFAULT_BRANCH}`, fresh]);
    await git(['config', 'http.receivepack', 'true'], { gitDir: fresh });
    await git(['config', 'uploadpack.allowFilter', 'true'], { gitDir: fresh });
    await copyFile(bundlePath, join(staging, 'unit-client.js'));
    for (const step of repository.commits) {
      await commit(repository, step, staging, { gitDir: fresh, workTree: staging, cwd: staging });
    }
    await rename(fresh, path);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(staging, { recursive: true, force: true });
  }
}

async function commit(
  repository: DemoRepository,
  { folder, message, date, tag }: DemoCommit,
  workTree: string,
  where: GitOptions,
): Promise<void> {
  await cp(join(DEMO_FOLDER, 'repositories', repository.name, folder), workTree, { recursive: true });
  await git(['add', '--all', '.'], where);
  await git(['commit', '--quiet', '--message', message], { ...where, date });
  if (tag) await git(['tag', tag], where);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
