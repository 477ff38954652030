import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EngineProcess } from '../engines/engine-process';
import { DEMO_LOGIN, runDemo } from './demo';
import { Reporter } from './reporter';
import { startFleet, type Fleet } from './start-fleet';
import { summary } from './summary';

const USAGE = `npm start [-- options]

  --fresh     forget all data and begin anew
  --no-demo   without the demo fleet
  --quiet     without the services' logs

Settings (environment):
  UNITFLEET_HTTP_PORT   the one public origin (8080)
  UNITFLEET_MQTT_PORT   the MQTT broker (1883)
  UNITFLEET_HOST        name or address of this machine for devices on the network (localhost: this machine alone)
  UNITFLEET_DATA_DIR    where everything is kept (.data)
  DATABASE_URL, CLICKHOUSE_URL, NATS_URL, REDIS_URL   external engines instead of the embedded ones
`;

const readArguments = () => {
  try {
    return parseArgs({
      options: {
        fresh: { type: 'boolean', default: false },
        'no-demo': { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return process.exit(2);
  }
};

const portSetting = (name: string, byDefault: number): number => {
  const port = Number(process.env[name] ?? byDefault);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  process.stderr.write(`${name} must be a port number, it is "${process.env[name]}"\n`);
  return process.exit(2);
};

/** Only folders that look like ours are removed. */
const forget = (dataDir: string): void => {
  if (!existsSync(dataDir)) return;
  if (!existsSync(join(dataDir, 'secrets.json'))) {
    process.stderr.write(`${dataDir} holds no data of an instance; it is not touched\n`);
    process.exit(2);
  }
  rmSync(dataDir, { recursive: true, force: true });
};

const main = async (): Promise<void> => {
  const options = readArguments();
  if (options.help) return void process.stdout.write(USAGE);
  const dataDir = resolve(process.env.UNITFLEET_DATA_DIR ?? '.data');
  if (options.fresh) forget(dataDir);
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const reporter = new Reporter(write, join(dataDir, 'logs'), !options.quiet, process.stdout.isTTY === true);

  let fleet: Fleet | null = null;
  let demo: EngineProcess | null = null;
  let isStopping = false;
  const stop = async (code: number) => {
    if (isStopping) return;
    isStopping = true;
    reporter.step('stopping');
    await demo?.stop();
    await fleet?.stop();
    reporter.step('stopped');
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  if (process.env.npm_lifecycle_event) whenOrphaned(() => void stop(0));

  fleet = await startFleet({
    dataDir,
    bundles: resolve(__dirname, '..'),
    httpPort: portSetting('UNITFLEET_HTTP_PORT', 8080),
    mqttPort: portSetting('UNITFLEET_MQTT_PORT', 1883),
    publicHost: process.env.UNITFLEET_HOST ?? 'localhost',
    profile: 'durable',
    testClock: false,
    overrides: settingsForServices(process.env),
    environment: process.env,
    reporter,
  });
  if (isStopping) return fleet.stop();
  if (!options['no-demo'])
    demo = await runDemo(fleet, { dataDir, bundles: resolve(__dirname, '..'), reporter });
  write(
    summary(fleet, options['no-demo'] ? null : { login: DEMO_LOGIN, password: fleet.secrets.adminPassword }),
  );
};

const ORPHAN_CHECK_MS = 500;

/** npm, when it is ended, does not tell whom it started; nobody could stop us by Ctrl-C any more. */
const whenOrphaned = (act: () => void): void => {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && act(), ORPHAN_CHECK_MS).unref();
};

/** The protocol's own settings reach the services as they are. */
const settingsForServices = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith('PU_') && value ? [[name, value]] : [],
    ),
  );

main().catch((error: Error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
});
