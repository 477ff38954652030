import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedEngineName,
  ENGINE_URL_VARIABLES,
  removeWithThisProcess,
  startEngines as startEmbeddedEngines,
} from '@unitfleet/local';
import { imagesOf, startContainer } from './containers';
import { dockerHas } from './docker';

export interface TestEngines {
  /** `DATABASE_URL`, `CLICKHOUSE_URL`, `NATS_URL`, `REDIS_URL` of the engines asked for. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends what was started and removes its data; external engines are left alone. */
  stop(): Promise<void>;
}

/** All engines that tests can have without a broker. */
export const TEST_ENGINES: readonly EmbeddedEngineName[] = ['postgres', 'clickhouse', 'nats', 'redis'];

/**
 * Engines for tests, each from the first source that has it: a URL in the environment, a container (where Docker
 * runs and holds all images already), an embedded engine with its data in a temporary folder.
 */
export async function startEngines(
  engines: readonly EmbeddedEngineName[] = TEST_ENGINES,
): Promise<TestEngines> {
  const external = engines.filter((engine) => process.env[ENGINE_URL_VARIABLES[engine]]);
  const own = engines.filter((engine) => !external.includes(engine));
  const given = Object.fromEntries(
    external.map((engine) => [ENGINE_URL_VARIABLES[engine], process.env[ENGINE_URL_VARIABLES[engine]] ?? '']),
  );
  if (own.length === 0) return { env: given, stop: () => Promise.resolve() };
  const started = (await dockerHas(imagesOf(own))) ? await startContainers(own) : await startEmbedded(own);
  return { env: { ...given, ...started.env }, stop: started.stop };
}

async function startContainers(engines: readonly EmbeddedEngineName[]): Promise<TestEngines> {
  const containers = await Promise.all(
    engines.map(async (engine) => ({
      variable: ENGINE_URL_VARIABLES[engine],
      ...(await startContainer(engine)),
    })),
  );
  return {
    env: Object.fromEntries(containers.map(({ variable, url }) => [variable, url])),
    stop: async () => void (await Promise.all(containers.map(({ stop }) => stop()))),
  };
}

async function startEmbedded(engines: readonly EmbeddedEngineName[]): Promise<TestEngines> {
  const dataDir = await mkdtemp(join(tmpdir(), 'unitfleet-test-'));
  // Run by root, PostgreSQL works as another user, who must get through to its own folder in this one.
  await chmod(dataDir, 0o711);
  removeWithThisProcess(dataDir);
  const running = await startEmbeddedEngines({ engines, dataDir, profile: 'ephemeral' });
  return {
    env: running.env,
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
