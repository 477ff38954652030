import { join } from 'node:path';
import { createDemoRepositories } from './demo-repositories';
import { FAN, THERMOMETER } from './fleet';
import { DemoDevice, runDemoDevice } from './run-demo-device';
import { SeededFleet, seedDemoFleet } from './seed-demo-fleet';
import { showUpdate } from './show-update';

/** Serves the bare repositories of a folder over HTTP. */
export type ServeRepositories = (gitRoot: string) => Promise<{ url: string; stop(): Promise<void> }>;

export interface StartDemoOptions {
  /** Base of the REST interface, ending in `/api/v1`. */
  apiUrl: string;
  /** Repositories and the devices' disks, kept between starts. */
  dataDir: string;
  login: string;
  password: string;
  serveRepositories: ServeRepositories;
  /** The device library in one file; `dist/unit-client/unit-client.js` unless given. */
  bundlePath?: string;
  /** Pause before the update that the demo shows, 20 s unless given; `false` shows none. */
  showUpdateAfterMs?: number | false;
  log: (line: string) => void;
}

export interface RunningDemo {
  fleet: SeededFleet;
  /** Base of the Git host. */
  gitUrl: string;
  /** Ends devices and Git host. */
  stop(): Promise<void>;
}

/** Starts the whole demo against a ready instance: repositories, Git host, fleet, devices, and one update to watch. */
export async function startDemo(options: StartDemoOptions): Promise<RunningDemo> {
  const { apiUrl, dataDir, log, bundlePath, showUpdateAfterMs = 20_000 } = options;
  const gitRoot = join(dataDir, 'git', 'hosted');
  await createDemoRepositories({ gitRoot, bundlePath });
  const host = await options.serveRepositories(gitRoot);
  const devices: DemoDevice[] = [];
  let timer: NodeJS.Timeout | undefined;
  const stop = async (): Promise<void> => {
    clearTimeout(timer);
    await Promise.all(devices.map((device) => device.stop()));
    await host.stop();
  };
  try {
    const fleet = await seedDemoFleet({ ...options, gitUrl: host.url });
    for (const [{ name }, { unitUuid }] of [
      [THERMOMETER, fleet.thermometer],
      [FAN, fleet.fan],
    ] as const) {
      const dir = join(dataDir, 'devices', name);
      const line = (text: string): void => log(`[${name}] ${text}`);
      devices.push(await runDemoDevice({ apiUrl, token: fleet.token, unitUuid, dir, log: line }));
      log(`${name} runs as process ${devices.at(-1)?.pid}`);
    }
    if (showUpdateAfterMs !== false) {
      timer = setTimeout(() => {
        showUpdate({ apiUrl, gitUrl: host.url, fleet, log }).catch((error: Error) => {
          log(`the update could not be shown: ${error.message}`);
        });
      }, showUpdateAfterMs);
    }
    return { fleet, gitUrl: host.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
