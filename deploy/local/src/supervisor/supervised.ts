import { setTimeout as delay } from 'node:timers/promises';
import type { EngineExit } from '../engines/engine';

/** Something that runs, embedded or ours. */
export interface Running {
  readonly pids: readonly number[];
  readonly exited: Promise<EngineExit>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts something; rejects, and leaves nothing behind, when `ending` is aborted meanwhile. */
export type Start = (ending: AbortSignal) => Promise<Running>;

export interface SupervisedEvents {
  onDeath(name: string, exit: EngineExit): void;
  onReturn(name: string): void;
  onFailedStart(name: string, error: Error): void;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** Whoever lived this long died of something new. */
const SETTLED_AFTER_MS = 30_000;

/** Starts something and starts it again whenever it dies, until it is stopped. */
export class Supervised {
  private readonly ending = new AbortController();
  private running: Running | null = null;
  private keeping: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly start: Start,
    private readonly events: SupervisedEvents,
  ) {}

  /** Resolves when it runs and is ready. @throws when the first start fails, or is interrupted by `stop`. */
  async begin(): Promise<void> {
    const first = this.run();
    this.keeping = first.then(
      (running) => this.keepAlive(running),
      () => undefined,
    );
    await first;
  }

  get pids(): readonly number[] {
    return this.running?.pids ?? [];
  }

  /** `kill -9`: the supervisor brings it back. */
  async kill(): Promise<void> {
    await this.running?.kill();
  }

  /** Ends it, also in the middle of a start; resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running?.stop();
    await this.keeping;
  }

  private async run(): Promise<Running> {
    const running = await this.start(this.ending.signal);
    this.running = running;
    if (!this.ending.signal.aborted) return running;
    await running.stop();
    throw new Error(`${this.name} was stopped during its start`);
  }

  private async keepAlive(running: Running): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    for (let current: Running | null = running; current;) {
      const since = performance.now();
      const exit = await current.exited;
      if (this.ending.signal.aborted) return;
      this.events.onDeath(this.name, exit);
      if (performance.now() - since > SETTLED_AFTER_MS) pause = FIRST_PAUSE_MS;
      await this.pause(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      current = await this.again();
    }
  }

  private async again(): Promise<Running | null> {
    while (!this.ending.signal.aborted) {
      try {
        const running = await this.run();
        this.events.onReturn(this.name);
        return running;
      } catch (error) {
        if (this.ending.signal.aborted) return null;
        this.events.onFailedStart(this.name, error as Error);
        await this.pause(LONGEST_PAUSE_MS);
      }
    }
    return null;
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}
