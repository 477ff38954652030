import { dirname } from 'node:path';
import { GitHost } from '@unitfleet/local';
import { startDemo } from './start-demo';

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set`);
    process.exit(2);
  }
  return value;
}

/** Runs the demo beside an instance that is ready, its Git host included. */
async function main(): Promise<void> {
  const port = Number(required('DEMO_GIT_PORT'));
  const demo = await startDemo({
    apiUrl: required('DEMO_API_URL'),
    dataDir: required('DEMO_DATA_DIR'),
    login: required('DEMO_LOGIN'),
    password: required('DEMO_PASSWORD'),
    bundlePath: required('DEMO_BUNDLE'),
    serveRepositories: (gitRoot) => GitHost.start({ root: dirname(gitRoot), port }),
    log: (line) => console.log(line),
  });
  console.log(`ready: thermometer ${demo.fleet.thermometer.unitUuid}, fan ${demo.fleet.fan.unitUuid}`);
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
    process.once(signal, () => {
      demo.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
