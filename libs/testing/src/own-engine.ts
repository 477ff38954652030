import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedEngineName, type Engine, freePort, startEngine } from '@unitfleet/local';

/** An engine of one test file, which may die and come back at the same address with what it has stored. */
export class OwnEngine {
  private constructor(
    private readonly name: EmbeddedEngineName,
    private readonly dataDir: string,
    private readonly port: number,
    private engine: Engine,
  ) {}

  static async start(name: EmbeddedEngineName): Promise<OwnEngine> {
    const dataDir = await mkdtemp(join(tmpdir(), `unitfleet-${name}-`));
    const port = await freePort();
    return new OwnEngine(name, dataDir, port, await run(name, dataDir, port));
  }

  get url(): string {
    return this.engine.url;
  }

  /** As a crash. */
  kill(): Promise<void> {
    return this.engine.kill();
  }

  async revive(): Promise<void> {
    this.engine = await run(this.name, this.dataDir, this.port);
  }

  /** Ends it and removes its data. */
  async remove(): Promise<void> {
    await this.engine.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Embedded whatever the environment names: an engine that others use must not be killed. */
const run = (name: EmbeddedEngineName, dataDir: string, port: number): Promise<Engine> =>
  startEngine(name, { engines: [name], dataDir, profile: 'ephemeral', ports: { [name]: port }, env: {} });
