import { startBroker } from './broker';
import { brokerSettings } from './settings';

/** One JSON object a line on stdout; the first one, `ready`, says where everything listens. */
function log(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(): Promise<void> {
  const settings = brokerSettings(process.env);
  const broker = await startBroker({ ...settings, log });
  const { port, internalPort, apiPort, url, internalUrl, apiUrl } = broker;

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    broker.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.env['BROKER_EXIT_WITH_PARENT'] === '1') {
    // The parent holds the other end; it closes also when the parent is killed.
    process.stdin.on('end', stop).on('error', stop).resume();
  }
  log({ event: 'ready', pid: process.pid, port, internalPort, apiPort, url, internalUrl, apiUrl });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
