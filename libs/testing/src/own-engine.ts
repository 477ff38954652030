import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DurabilityProfile, type EmbeddedEngineName, type Engine, startEngine } from '@unitfleet/local';

/** An engine of one test file, which may die and come back at the same address. */
export class OwnEngine {
  private constructor(
    private readonly name: EmbeddedEngineName,
    private readonly dataDir: string,
    private readonly profile: DurabilityProfile,
    private engine: Engine,
  ) {}

  /** With the profile `ephemeral` all but Redis keep what they have stored when they alone are killed, too. */
  static async start(name: EmbeddedEngineName, profile: DurabilityProfile = 'ephemeral'): Promise<OwnEngine> {
    const dataDir = await mkdtemp(join(tmpdir(), `unitfleet-${name}-`));
    return new OwnEngine(name, dataDir, profile, await run(name, dataDir, profile));
  }

  get url(): string {
    return this.engine.url;
  }

  /** As a crash. */
  kill(): Promise<void> {
    return this.engine.kill();
  }

  async revive(): Promise<void> {
    this.engine = await run(this.name, this.dataDir, this.profile, Number(new URL(this.url).port));
  }

  /** Ends it and removes its data. */
  async remove(): Promise<void> {
    await this.engine.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Embedded whatever the environment names: an engine that others use must not be killed. */
const run = (
  name: EmbeddedEngineName,
  dataDir: string,
  profile: DurabilityProfile,
  port?: number,
): Promise<Engine> =>
  startEngine(name, { engines: [name], dataDir, profile, ports: port ? { [name]: port } : {}, env: {} });
