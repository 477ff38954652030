import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startNats, type Engine } from '@unitfleet/local';

/** A NATS of one test file, which may die and come back with what it has stored, at the same address. */
export class OwnNats {
  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
    private engine: Engine,
  ) {}

  static async start(): Promise<OwnNats> {
    const dataDir = await mkdtemp(join(tmpdir(), 'unitfleet-nats-'));
    const port = await freePort();
    return new OwnNats(dataDir, port, await startNats({ dataDir, port, profile: 'ephemeral' }));
  }

  get url(): string {
    return this.engine.url;
  }

  /** As a crash. */
  kill(): Promise<void> {
    return this.engine.kill();
  }

  async revive(): Promise<void> {
    this.engine = await startNats({ dataDir: this.dataDir, port: this.port, profile: 'ephemeral' });
  }

  async remove(): Promise<void> {
    await this.engine.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
