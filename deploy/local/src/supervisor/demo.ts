import { join } from 'node:path';
import { EngineProcess } from '../engines/engine-process';
import type { Reporter } from './reporter';
import type { Fleet } from './start-fleet';

export const DEMO_LOGIN = 'admin';

const READY_MS = 60_000;

/** Runs the demo fleet beside an instance, as a process of its own; resolves when its devices live. */
export const runDemo = async (
  fleet: Fleet,
  options: { dataDir: string; bundles: string; reporter: Reporter },
): Promise<EngineProcess> => {
  const { reporter } = options;
  let isReady = false;
  const child = EngineProcess.start({
    title: 'demo',
    command: process.execPath,
    args: ['--enable-source-maps', join(options.bundles, 'demo', 'main.js')],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DEMO_API_URL: `${fleet.origin}/pepeunit/api/v1`,
      DEMO_DATA_DIR: join(options.dataDir, 'demo'),
      DEMO_BUNDLE: join(options.bundles, 'unit-client', 'unit-client.js'),
      DEMO_LOGIN,
      DEMO_PASSWORD: fleet.secrets.adminPassword,
      DEMO_GIT_PORT: String(fleet.gitPort),
    },
    output: {
      onLine: (line) => {
        isReady ||= line.startsWith('ready');
        reporter.line('demo', line);
      },
    },
  });
  await child.untilReady(async () => isReady, READY_MS);
  reporter.step('demo fleet lives: a thermometer and a fan');
  return child;
};
