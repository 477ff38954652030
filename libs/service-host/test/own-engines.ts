import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, freePort, startNats, startPostgres } from '@unitfleet/local';

/** PostgreSQL and NATS of one test file, which may die and come back at the same address. */
export class OwnEngines {
  private constructor(
    private readonly dataDir: string,
    private readonly ports: { nats: number; postgres: number },
    private nats: Engine,
    private postgres: Engine,
  ) {}

  static async start(): Promise<OwnEngines> {
    const dataDir = await mkdtemp(join(tmpdir(), 'unitfleet-host-'));
    const ports = { nats: await freePort(), postgres: await freePort() };
    const [nats, postgres] = await Promise.all([
      startNats({ dataDir, port: ports.nats, profile: 'ephemeral' }),
      startPostgres({ dataDir, port: ports.postgres, profile: 'ephemeral' }),
    ]);
    return new OwnEngines(dataDir, ports, nats, postgres);
  }

  get env(): Record<string, string> {
    return { NATS_URL: this.nats.url, DATABASE_URL: this.postgres.url };
  }

  kill(name: 'nats' | 'postgres'): Promise<void> {
    return this[name].kill();
  }

  async revive(name: 'nats' | 'postgres'): Promise<void> {
    const options = { dataDir: this.dataDir, port: this.ports[name], profile: 'ephemeral' as const };
    if (name === 'nats') this.nats = await startNats(options);
    else this.postgres = await startPostgres(options);
  }

  async remove(): Promise<void> {
    await Promise.all([this.nats.stop(), this.postgres.stop()]);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
