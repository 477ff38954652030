import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedEngine, outputOf } from './embedded-engine';
import type { DurabilityProfile, Engine, EngineOptions } from './engine';
import { EngineProcess } from './engine-process';
import { assertPortFree, freePort } from './ports';
import { systemBinary } from './system-binary';
import { withPort } from './with-port';

export interface NatsOptions extends EngineOptions {
  monitoringPort?: number;
}

/** Starts nats-server with JetStream on a file store; ready when JetStream has recovered its streams. */
export async function startNats(options: NatsOptions): Promise<Engine> {
  const binary = systemBinary('nats-server');
  const version = await versionOf(binary);
  const storeDir = join(options.dataDir, 'nats');
  mkdirSync(storeDir, { recursive: true });
  return withPort(options.port, 'NATS', options.portSetting, async (port) => {
    if (options.monitoringPort) await assertPortFree(options.monitoringPort, 'the monitoring page of NATS');
    const monitoringPort = options.monitoringPort ?? (await freePort());
    const config = join(options.dataDir, 'nats.conf');
    writeFileSync(
      config,
      configuration({ port, monitoringPort, storeDir, version, profile: options.profile }),
    );
    const process = EngineProcess.start({
      title: 'nats-server',
      command: binary,
      args: ['-c', config],
      output: outputOf('nats', options),
    });
    const monitoringUrl = `http://127.0.0.1:${monitoringPort}`;
    await process.untilReady(async () => (await fetch(`${monitoringUrl}/healthz`)).ok);
    return new EmbeddedEngine('nats', `nats://127.0.0.1:${port}`, process, monitoringUrl);
  });
}

interface Configuration {
  port: number;
  monitoringPort: number;
  storeDir: string;
  version: { major: number; minor: number };
  profile: DurabilityProfile;
}

function configuration({ port, monitoringPort, storeDir, version, profile }: Configuration): string {
  // Before 2.10 the interval cannot be set: the store is synced every two minutes, and a crash of the machine (not of
  // the process) can take what came since.
  const canSync = version.major > 2 || (version.major === 2 && version.minor >= 10);
  const sync = canSync ? `\n  sync_interval: ${profile === 'durable' ? '"10s"' : '"2m"'}` : '';
  return `server_name: unitfleet-local
listen: "127.0.0.1:${port}"
http: "127.0.0.1:${monitoringPort}"
max_payload: 8MB
max_pending: 256MB
write_deadline: "10s"
jetstream {
  store_dir: ${JSON.stringify(storeDir)}
  max_memory_store: 256MB
  max_file_store: 256GB${sync}
}
`;
}

async function versionOf(binary: string): Promise<{ major: number; minor: number }> {
  const { stdout, stderr } = await promisify(execFile)(binary, ['--version']);
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(stdout + stderr) ?? [];
  return { major: Number(major ?? 0), minor: Number(minor ?? 0) };
}
