import { startEngines } from '../src/engines';

/** Starts all engines in the folder given, prints their process ids, and stays. */
startEngines({
  engines: ['postgres', 'clickhouse', 'nats', 'redis'],
  dataDir: process.argv[2] ?? '',
  profile: 'ephemeral',
}).then(
  ({ engines }) => {
    console.log(JSON.stringify([...engines.values()].flatMap(({ pids }) => pids)));
    setInterval(() => undefined, 60_000);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
