import { join } from 'node:path';
import type { EmbeddedEngineName, Engine, EngineExit, EngineOptions, EngineOutput } from './engine';
import type { EngineProcess } from './engine-process';

/** An engine that runs as one child process of ours. */
export class EmbeddedEngine implements Engine {
  readonly external = false;

  constructor(
    readonly name: EmbeddedEngineName,
    readonly url: string,
    private readonly process: EngineProcess,
    readonly monitoringUrl?: string,
  ) {}

  get pids(): readonly number[] {
    return this.process.pid === undefined ? [] : [this.process.pid];
  }

  get exited(): Promise<EngineExit> {
    return this.process.exited;
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  kill(): Promise<void> {
    return this.process.kill();
  }
}

export function outputOf(name: EmbeddedEngineName, options: EngineOptions): EngineOutput {
  return options.output ?? { file: join(options.dataDir, `${name}.log`) };
}
