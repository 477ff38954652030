import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

declare global {
  var unitfleetTestEngines: ChildProcess | undefined;
}

/**
 * Starts the engines once for the whole run and hands their URLs to the tests through the environment. They start in
 * a process of their own: Jest resolves neither path aliases nor ESM-only packages in its set-up.
 */
export default async function globalSetup(): Promise<void> {
  const root = join(__dirname, '../../../..');
  const child = fork(join(__dirname, 'engines-program.ts'), {
    cwd: root,
    execArgv: ['-r', require.resolve('@swc-node/register')],
    env: { ...process.env, SWC_NODE_PROJECT: join(root, 'tsconfig.base.json'), NODE_OPTIONS: '' },
  });
  globalThis.unitfleetTestEngines = child;
  const env = await new Promise<NodeJS.ProcessEnv>((resolve, reject) => {
    child.once('message', (message) => resolve(message as NodeJS.ProcessEnv));
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`The engines did not start (exit code ${code}); see above`)),
    );
  });
  Object.assign(process.env, env);
  child.unref();
  child.channel?.unref();
}
