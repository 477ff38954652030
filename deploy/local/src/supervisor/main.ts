import { resolve } from 'node:path';
import { EngineStartError } from '../engines/engine-error';
import { localRun, USAGE, UsageError, type LocalRun } from './arguments';
import { takeDataFolder } from './data-folder';
import { DEMO_LOGIN, runDemo } from './demo';
import { Reporter } from './reporter';
import { startFleet, type Fleet } from './start-fleet';
import { summary } from './summary';
import { whenAskedToEnd } from './when-asked-to-end';

const USAGE_EXIT_CODE = 2;
const BUNDLES = resolve(__dirname, '..');

/** Families of settings whose names say that they are meant for services. */
const HANDED_ON =
  /^((PU|RATE_LIMIT|LOGIN_LIMIT|GRAPHQL|LIVE|DATAPIPE|UNITS|REGISTRY|BUILDER|AUTH_HOOK|WEB)_|BROKER_(KIND|LISTENERS|HOOK_URL|TLS_|WSS?_|CONNECT_TIMEOUT|DEVICE_))/;

/** The protocol's own settings and limits reach the services as they are. An empty list exempts nobody, so it counts. */
const settingsForServices = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      HANDED_ON.test(name) && (value || name === 'RATE_LIMIT_EXEMPT') ? [[name, value ?? '']] : [],
    ),
  );

const bringUp = (run: LocalRun, reporter: Reporter, ending: AbortSignal): Promise<Fleet> =>
  startFleet({
    dataDir: run.dataDir,
    bundles: BUNDLES,
    httpPort: run.httpPort,
    mqttPort: run.mqttPort,
    publicHost: run.publicHost,
    profile: 'durable',
    testClock: false,
    overrides: settingsForServices(process.env),
    environment: process.env,
    reporter,
    ending,
  });

/** Runs an instance until `ending`; nothing of it runs any more afterwards, whatever happens. */
const live = async (run: LocalRun, ending: AbortSignal): Promise<void> => {
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const reporter = new Reporter(write, resolve(run.dataDir, 'logs'), run.logs, process.stdout.isTTY === true);
  const ended = new Promise<void>((settle) => ending.addEventListener('abort', () => settle()));
  void ended.then(() => reporter.step('stopping'));
  let fleet: Fleet | null = null;
  try {
    fleet = await bringUp(run, reporter, ending);
    if (run.demo) await runDemo(fleet, { dataDir: run.dataDir, bundles: BUNDLES, reporter });
    const login = run.demo ? { login: DEMO_LOGIN, password: fleet.secrets.adminPassword } : null;
    write(summary(fleet, login));
    await ended;
  } catch (error) {
    if (!ending.aborted) throw error;
  } finally {
    await fleet?.stop();
  }
  reporter.step('stopped');
};

const main = async (): Promise<void> => {
  const run = localRun(process.argv.slice(2), process.env);
  if (run.help) return void process.stdout.write(USAGE);
  const giveBack = takeDataFolder(run.dataDir, run.fresh);
  try {
    await live(run, whenAskedToEnd());
  } finally {
    giveBack();
  }
};

main().then(
  () => process.exit(0),
  (error: Error) => {
    const isExplained = error instanceof UsageError || error instanceof EngineStartError;
    process.stderr.write(`\n${isExplained ? error.message : error.stack}\n`);
    process.exit(error instanceof UsageError ? USAGE_EXIT_CODE : 1);
  },
);
