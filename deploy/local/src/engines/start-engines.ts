import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { startClickHouse } from './clickhouse.engine';
import {
  type DurabilityProfile,
  type EmbeddedEngineName,
  type Engine,
  ENGINE_URL_VARIABLES,
  type EngineOutput,
} from './engine';
import { ExternalEngine } from './external-engine';
import { startNats } from './nats.engine';
import { startPostgres } from './postgres.engine';
import { startRedis } from './redis.engine';

export interface StartEnginesOptions {
  engines: readonly EmbeddedEngineName[];
  dataDir: string;
  profile: DurabilityProfile;
  ports?: Partial<Record<EmbeddedEngineName, number>>;
  /** Names of the settings behind `ports`, for the error about a taken one. */
  portSettings?: Partial<Record<EmbeddedEngineName, string>>;
  /** Default: a log file per engine in `dataDir`. */
  output?: (engine: EmbeddedEngineName) => EngineOutput;
  /** Where `DATABASE_URL` and its kin are looked up. Default: the process environment. */
  env?: NodeJS.ProcessEnv;
  /** Told as each engine gets ready. */
  onReady?: (engine: Engine) => void;
  /** The bundled program of ClickHouse, when it is not where it is expected. */
  clickhouseEntry?: string;
}

export interface RunningEngines {
  readonly engines: ReadonlyMap<EmbeddedEngineName, Engine>;
  /** `DATABASE_URL`, `NATS_URL` ... of the engines asked for: the environment of whoever uses them. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts one engine, or takes the external one that the environment names. */
export async function startEngine(name: EmbeddedEngineName, options: StartEnginesOptions): Promise<Engine> {
  const external = (options.env ?? process.env)[ENGINE_URL_VARIABLES[name]];
  if (external) return new ExternalEngine(name, external);
  const own = {
    dataDir: resolve(options.dataDir),
    profile: options.profile,
    port: options.ports?.[name],
    portSetting: options.portSettings?.[name],
    output: options.output?.(name),
  };
  mkdirSync(own.dataDir, { recursive: true });
  switch (name) {
    case 'postgres':
      return startPostgres(own);
    case 'clickhouse':
      return startClickHouse({ ...own, entry: options.clickhouseEntry });
    case 'nats':
      return startNats(own);
    case 'redis':
      return startRedis(own);
  }
}

/**
 * Starts the engines side by side. Either all run, or none does and the first failure is thrown.
 * @throws EngineStartError with a message for people: taken port, missing program, last lines of the log
 */
export async function startEngines(options: StartEnginesOptions): Promise<RunningEngines> {
  const starts = await Promise.allSettled(
    options.engines.map(async (name) => {
      const engine = await startEngine(name, options);
      options.onReady?.(engine);
      return [name, engine] as const;
    }),
  );
  const started = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const engines = new Map(started);
  const stop = async () => void (await Promise.all(started.map(([, engine]) => engine.stop())));
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const env = Object.fromEntries(started.map(([name, { url }]) => [ENGINE_URL_VARIABLES[name], url]));
  return { engines, env, stop };
}
