import { resolve } from 'node:path';
import { LiveInstance } from './live-instance';

declare global {
  var unitfleetWebInstance: LiveInstance | undefined;
}

interface SystemPackages {
  findProgram(name: 'chromium'): string | undefined;
}

const chromiumPath = (): string => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- plain JavaScript, which the start of everything shares
  const packages: SystemPackages = require(resolve('deploy/local/bootstrap/system-packages.mjs'));
  const found = process.env.CHROMIUM_PATH ?? packages.findProgram('chromium');
  if (!found) throw new Error('There is no Chromium: install it, or name it by CHROMIUM_PATH.');
  return found;
};

/** `npm start`, once for all browser tests: the same program, on ports and with data of its own. */
export default async function globalSetup(): Promise<void> {
  process.env.CHROMIUM_PATH = chromiumPath();
  const instance = await LiveInstance.start();
  globalThis.unitfleetWebInstance = instance;
  process.env.WEB_TEST_STAGE = JSON.stringify(instance.stage);
}
