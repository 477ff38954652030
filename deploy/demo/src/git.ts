import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface GitOptions {
  cwd?: string;
  gitDir?: string;
  workTree?: string;
  /** Author and committer date. */
  date?: string;
}

/**
 * Runs the system's `git`, deaf to the settings of the machine and of the user: the same input gives the same
 * commits everywhere. Returns what it printed; throws with what it complained about.
 */
export async function git(args: readonly string[], options: GitOptions = {}): Promise<string> {
  const { cwd, gitDir, workTree, date } = options;
  const identity = { NAME: 'Unitfleet demo', EMAIL: 'demo@unitfleet.example', DATE: date };
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
  for (const [key, value] of Object.entries(identity)) {
    if (value) Object.assign(env, { [`GIT_AUTHOR_${key}`]: value, [`GIT_COMMITTER_${key}`]: value });
  }
  if (gitDir) env.GIT_DIR = gitDir;
  if (workTree) env.GIT_WORK_TREE = workTree;
  const { stdout } = await run('git', ['-c', 'core.autocrlf=false', '-c', 'safe.directory=*', ...args], {
    cwd,
    env,
  });
  return stdout.trim();
}
