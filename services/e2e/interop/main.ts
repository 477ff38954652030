import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stage } from '../test/interop/stage';
import { liveGo } from './go-life';
import { liveMicroPython } from './micropython-life';
import { livePython } from './python-life';
import { Report } from './report';

const LIVES = { python: livePython, go: liveGo, micropython: liveMicroPython };

/**
 * `npm run interop`: what others have published for devices, fetched from their registries and left as it is, at an
 * instance of its own. Names of lives as arguments choose among them. Fails when something failed.
 */
const main = async (): Promise<void> => {
  const report = new Report((line) => process.stdout.write(`${line}\n`));
  const folder = await mkdtemp(join(tmpdir(), 'unitfleet-interop-'));
  const stage = await Stage.begin();
  const wanted = process.argv.slice(2);
  try {
    for (const [name, live] of Object.entries(LIVES)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await live(stage, report, folder).catch((error) =>
        report.step(name, 'lives', () => Promise.reject(error)),
      );
    }
  } finally {
    await stage.end();
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${report.rows.length - report.failures} passed, ${report.failures} failed\n`);
  process.exitCode = report.failures > 0 ? 1 : 0;
};

void main();
