import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a command to its end and gives what it printed. @throws with what it printed as its error */
export const command = async (name: string, args: readonly string[], cwd?: string): Promise<string> => {
  const { stdout } = await run(name, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
};
