import { SettingsError } from '@unitfleet/config';
import { simulateArguments, USAGE, UsageError } from './cli/arguments';
import { instanceOf } from './cli/instance';
import { Progress } from './cli/progress';
import { Simulation } from './cli/simulation';
import { PlatformError } from './platform/platform-api';
import { SimulatorError } from './platform/simulator-error';
import { tableOf } from './report/table';

const USAGE_EXIT_CODE = 2;

/** The first Ctrl-C ends it politely, the second one at once. */
const whenAskedToEnd = (): AbortSignal => {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => (ending.signal.aborted ? process.exit(1) : ending.abort()));
  return ending.signal;
};

const main = async (): Promise<void> => {
  const wish = simulateArguments(process.argv.slice(2));
  if (wish.help) return void process.stdout.write(USAGE);
  const progress = new Progress((text) => void process.stderr.write(text), process.stderr.isTTY === true);
  const simulation = new Simulation(wish, instanceOf(wish.register), progress, whenAskedToEnd());
  const summary = await simulation.run();
  process.stdout.write(wish.json ? `${JSON.stringify(summary, null, 2)}\n` : tableOf(summary));
};

/** What somebody can do something about is said without a stack. */
const explanation = (error: Error): string => {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
  if (error instanceof SimulatorError) return `${error.message}\n${error.remedy}`;
  if (error instanceof PlatformError || error instanceof SettingsError) return error.message;
  if (error.name === 'AbortError') return 'Ended before any device was connected.';
  const { code } = (error.cause ?? error) as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `The instance does not answer (${error.message}). Is it running (npm start)? Is UNITFLEET_URL right?`;
  return error.stack ?? error.message;
};

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`\n${explanation(error)}\n`);
    process.exit(error instanceof UsageError ? USAGE_EXIT_CODE : 1);
  },
);
