import { join } from 'node:path';
import { runProgram } from './program';
import type { Reporter } from './reporter';
import type { Fleet } from './start-fleet';

export const DEMO_LOGIN = 'admin';

/** Runs the demo fleet beside an instance, as a process of its own; resolves when its devices live. */
export const runDemo = async (
  fleet: Fleet,
  options: { dataDir: string; bundles: string; reporter: Reporter },
): Promise<void> => {
  const { bundles, dataDir, reporter } = options;
  const environment = {
    DEMO_API_URL: `${fleet.origin}/pepeunit/api/v1`,
    DEMO_DATA_DIR: join(dataDir, 'demo'),
    DEMO_BUNDLE: join(bundles, 'unit-client', 'unit-client.js'),
    DEMO_LOGIN,
    DEMO_PASSWORD: fleet.secrets.adminPassword,
    DEMO_GIT_PORT: String(fleet.gitPort),
  };
  await fleet.add('demo', (ending) => {
    let isReady = false;
    const onLine = (line: string) => {
      isReady ||= line.startsWith('ready');
      reporter.line('demo', line);
    };
    return runProgram({ name: 'demo', bundles, environment, isReady: async () => isReady, onLine }, ending);
  });
  reporter.step('demo fleet lives: a thermometer and a fan');
};
