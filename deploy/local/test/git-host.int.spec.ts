import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GitHost } from '../src/git-host';

const run = promisify(execFile);

describe('Git host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unitfleet-git-spec-'));
  const env = { PATH: process.env.PATH, HOME: folder, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1' };
  const git = async (cwd: string, ...args: string[]) => (await run('git', args, { cwd, env })).stdout.trim();
  let host: GitHost;

  beforeAll(async () => {
    host = await GitHost.start({ credentials: { username: 'dev', password: 'p@ss' } });
  });
  afterAll(async () => {
    await host?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const withCredentials = (url: string) => url.replace('http://', 'http://dev:p%40ss@');

  it('is cloned by the system git, with branches, tags and files', async () => {
    const repository = await host.createRepository('demo/thermometer', {
      'README.md': '# One',
      'src/main.py': Buffer.from([0, 10, 255]),
    });
    const first = await repository.head();
    const second = await repository.commit({ 'README.md': '# Two', 'src/main.py': null }, 'Second', {
      tag: 'v1.0',
      date: new Date('2024-05-06T07:08:09Z'),
    });
    await repository.commit({ 'extra.txt': 'x' }, 'On a branch', { branch: 'next' });
    await repository.push();

    await git(folder, 'clone', '--quiet', withCredentials(repository.url), 'clone');
    const clone = join(folder, 'clone');
    expect(await git(clone, 'log', '--format=%H')).toBe(`${second}\n${first}`);
    expect(await git(clone, 'log', '-1', '--format=%cI')).toMatch(/2024-05-06T07:08:09/);
    expect(await git(clone, 'tag')).toBe('v1.0');
    expect(await git(clone, 'branch', '--remotes')).toContain('origin/next');
    expect(await git(clone, 'ls-files')).toBe('README.md');
    expect(readFileSync(join(clone, 'README.md'), 'utf8')).toBe('# Two');
  });

  it('takes a push of the system git, also a large one', async () => {
    const repository = await host.createRepository('pushed', { 'a.txt': 'a' });
    await git(folder, 'clone', '--quiet', withCredentials(repository.url), 'pusher');
    const clone = join(folder, 'pusher');
    writeFileSync(
      join(clone, 'big.bin'),
      Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => (i * i * 31) >> 7)),
    );
    await git(clone, 'add', '.');
    await git(clone, '-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '--quiet', '-m', 'big');
    await git(clone, 'push', '--quiet', 'origin', 'HEAD');
    expect(await git(folder, 'ls-remote', withCredentials(repository.url), 'refs/heads/main')).toContain(
      await git(clone, 'rev-parse', 'HEAD'),
    );
  });

  it('refuses who has no credentials, and says so for a repository that does not exist', async () => {
    const repository = await host.createRepository('closed', { 'a.txt': 'a' });
    await expect(git(folder, 'ls-remote', repository.url)).rejects.toThrow(/Username|Authentication/);
    await expect(git(folder, 'ls-remote', withCredentials(`${host.url}/none.git`))).rejects.toThrow(
      /not found/,
    );
  });

  it('shows a rewritten history and a removed tag after a push', async () => {
    const repository = await host.createRepository('rewritten', { 'a.txt': 'a' });
    const first = await repository.head();
    await repository.commit({ 'a.txt': 'b' }, 'Second', { tag: 'v1' });
    await repository.push();
    await repository.resetTo(first);
    await repository.removeTag('v1');
    await repository.push({ force: true });
    expect(await git(folder, 'ls-remote', withCredentials(repository.url), 'refs/*')).toBe(
      `${first}\trefs/heads/main`,
    );
  });
});
