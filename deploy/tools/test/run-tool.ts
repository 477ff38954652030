import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

export type Tool = 'dead-letters' | 'streams' | 'generate';

/** A tool as a person runs it, in a process of its own. */
export const spawnTool = (tool: Tool, args: string[], env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, ['-r', '@swc-node/register', `deploy/tools/${tool}.ts`, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export const runTool = async (tool: Tool, args: string[], env: NodeJS.ProcessEnv): Promise<Outcome> => {
  const child = spawnTool(tool, args, env);
  const text = { out: '', err: '' };
  child.stdout!.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...text };
};
