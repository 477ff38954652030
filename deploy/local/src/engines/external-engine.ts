import type { Engine, EngineExit, EngineName } from './engine';

/** An engine that somebody else runs: it has a URL, and nothing here starts or ends it. */
export class ExternalEngine implements Engine {
  readonly external = true;
  readonly pids: readonly number[] = [];
  readonly exited = new Promise<EngineExit>(() => undefined);

  constructor(
    readonly name: EngineName,
    readonly url: string,
  ) {}

  stop(): Promise<void> {
    return Promise.resolve();
  }

  kill(): Promise<void> {
    return Promise.reject(new Error(`${this.name} at ${this.url} is not ours to kill`));
  }
}
