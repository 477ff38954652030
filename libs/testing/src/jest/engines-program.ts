import { startEngines } from '../start-engines';

/**
 * Starts the engines, sends their URLs to the process that spawned it, and ends them with it: the channel between the
 * two closes however that process ends.
 */
async function main(): Promise<void> {
  const engines = await startEngines();
  const end = () => {
    engines.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('disconnect', end);
  // Ctrl-C reaches the whole group; the order to end comes from the test run.
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', end);
  if (process.connected) process.send?.(engines.env);
  else end();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
