import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startNats } from '@unitfleet/local';

/** A NATS of one test file, which may die and come back with what it has stored, at the same address. */
export const startOwnNats = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'unitfleet-nats-'));
  const options = { dataDir, port: await freePort(), profile: 'ephemeral' as const };
  let engine = await startNats(options);
  return {
    url: engine.url,
    kill: () => engine.kill(),
    revive: async () => {
      engine = await startNats(options);
    },
    remove: async () => {
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
