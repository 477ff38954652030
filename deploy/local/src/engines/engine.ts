/** The engines that the fleet stands on; an MQTT broker is one of them although it is started elsewhere. */
export type EngineName = 'postgres' | 'clickhouse' | 'nats' | 'redis' | 'mqtt';

/** The environment variable that replaces an engine by an external one. */
export const ENGINE_URL_VARIABLES: Record<EngineName, string> = {
  postgres: 'DATABASE_URL',
  clickhouse: 'CLICKHOUSE_URL',
  nats: 'NATS_URL',
  redis: 'REDIS_URL',
  mqtt: 'MQTT_URL',
};

/** The engines that `startEngines` can start by itself. */
export type EmbeddedEngineName = Exclude<EngineName, 'mqtt'>;

/** `durable` keeps what it acknowledged (a local instance); `ephemeral` gives that up for speed (tests). */
export type DurabilityProfile = 'durable' | 'ephemeral';

/** Where an engine's output goes: appended to a file, or handed over line by line. */
export type EngineOutput = { file: string } | { onLine: (line: string) => void };

export interface EngineOptions {
  /** Everything the engine keeps lives below this folder; it is made when missing and may be used again later. */
  dataDir: string;
  profile: DurabilityProfile;
  /** A free one is picked when left out. */
  port?: number;
  /** The setting that a person changes when `port` is taken; named in the error. */
  portSetting?: string;
  /** Default: `<dataDir>/<engine>.log`. */
  output?: EngineOutput;
}

export interface EngineExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A running engine, embedded or external; who talks to `url` never needs to know which. */
export interface Engine {
  readonly name: EngineName;
  readonly url: string;
  readonly external: boolean;
  /** Where NATS reports its health and statistics; other engines have none. */
  readonly monitoringUrl?: string;
  /** Empty for an external engine. */
  readonly pids: readonly number[];
  /** Settles when the process has ended, for whatever reason; never for an external engine. */
  readonly exited: Promise<EngineExit>;
  /** Orderly end; what was acknowledged is kept. Does nothing to an external engine. */
  stop(): Promise<void>;
  /** SIGKILL, awaited: for tests of what survives a crash. */
  kill(): Promise<void>;
}
