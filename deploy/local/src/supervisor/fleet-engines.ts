import { join } from 'node:path';
import { ENGINE_URL_VARIABLES, type DurabilityProfile, type EmbeddedEngineName } from '../engines/engine';
import { startEngine } from '../engines/start-engines';
import { checkExternal } from './external-engines';
import type { ProcessLayers } from './process-layers';
import type { Reporter } from './reporter';
import type { Start } from './supervised';

export const ENGINES = ['postgres', 'clickhouse', 'nats', 'redis'] as const;

const TITLES: Record<EmbeddedEngineName, string> = {
  postgres: 'PostgreSQL',
  clickhouse: 'ClickHouse',
  nats: 'NATS',
  redis: 'Redis',
};

export interface FleetEnginesOptions {
  readonly dataDir: string;
  readonly profile: DurabilityProfile;
  readonly ports: Record<EmbeddedEngineName, number>;
  readonly environment: NodeJS.ProcessEnv;
  readonly processes: ProcessLayers;
  readonly reporter: Reporter;
}

/** Starts the engines that the environment does not name and finds the others; answers with the URLs of all. */
export const startFleetEngines = async (options: FleetEnginesOptions): Promise<Record<string, string>> => {
  const { environment, reporter } = options;
  const urls: Record<string, string> = {};
  const starts: Record<string, Start> = {};
  const checks: Promise<void>[] = [];
  for (const name of ENGINES) {
    const variable = ENGINE_URL_VARIABLES[name];
    const external = environment[variable];
    if (external) {
      urls[variable] = external;
      checks.push(checkExternal(variable, external));
      continue;
    }
    starts[name] = async () => {
      const engine = await startEngine(name, {
        engines: ENGINES,
        dataDir: join(options.dataDir, 'engines'),
        profile: options.profile,
        ports: options.ports,
        output: () => ({ onLine: (line) => reporter.engineLine(name, line) }),
        env: {},
      });
      urls[variable] = engine.url;
      return engine;
    };
  }
  await Promise.all([options.processes.add(starts), ...checks]);
  const found = ENGINES.map((name) => `${TITLES[name]}${name in starts ? '' : ' (external)'}`);
  reporter.step(`engines are ready: ${found.join(', ')}`);
  return urls;
};
