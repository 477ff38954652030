import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `npm start [-- options]

  --fresh     forget all data and begin anew
  --no-demo   without the demo fleet
  --quiet     without the services' logs
  --help      this text

Settings (environment):
  UNITFLEET_HTTP_PORT   the one public origin (8080)
  UNITFLEET_MQTT_PORT   the MQTT broker (1883)
  BROKER_WS_PORT, BROKER_TLS_PORT, BROKER_WSS_PORT   MQTT over WebSocket (path /mqtt), TLS and both (closed);
                        TLS needs BROKER_TLS_CERT_FILE and BROKER_TLS_KEY_FILE
  UNITFLEET_HOST        name or address of this machine for devices on the network (localhost: this machine alone)
  UNITFLEET_DATA_DIR    where everything is kept (.data)
  DATABASE_URL, CLICKHOUSE_URL, NATS_URL, REDIS_URL   external engines instead of the embedded ones
`;

/** The local run was called in a way that it does not understand; the message tells the person how to. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export interface LocalRun {
  readonly help: boolean;
  readonly fresh: boolean;
  readonly demo: boolean;
  readonly logs: boolean;
  readonly httpPort: number;
  readonly mqttPort: number;
  readonly publicHost: string;
  readonly dataDir: string;
}

const LAST_PORT = 65_535;

const portSetting = (environment: NodeJS.ProcessEnv, name: string, byDefault: number): number => {
  const text = environment[name] || String(byDefault);
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port > 0 && port <= LAST_PORT) return port;
  throw new UsageError(`${name} must be a port number from 1 to ${LAST_PORT}, it is "${text}".`);
};

const flags = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        fresh: { type: 'boolean', default: false },
        'no-demo': { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
};

/**
 * What the person who started the local run wants of it.
 * @throws UsageError
 */
export const localRun = (args: readonly string[], environment: NodeJS.ProcessEnv): LocalRun => {
  const { fresh, quiet, help, 'no-demo': noDemo } = flags(args);
  const httpPort = portSetting(environment, 'UNITFLEET_HTTP_PORT', 8080);
  const mqttPort = portSetting(environment, 'UNITFLEET_MQTT_PORT', 1883);
  if (httpPort === mqttPort)
    throw new UsageError(
      `UNITFLEET_HTTP_PORT and UNITFLEET_MQTT_PORT are both ${httpPort}: each needs its own.`,
    );
  return {
    help,
    fresh,
    demo: !noDemo,
    logs: !quiet,
    httpPort,
    mqttPort,
    publicHost: environment.UNITFLEET_HOST || 'localhost',
    dataDir: resolve(environment.UNITFLEET_DATA_DIR || '.data'),
  };
};
