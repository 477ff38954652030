import { setTimeout as delay } from 'node:timers/promises';
import type { EngineExit } from '../engines/engine';

/** Something that runs, embedded or ours. */
export interface Running {
  readonly pids: readonly number[];
  readonly exited: Promise<EngineExit>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

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
  private running: Running | null = null;
  private isStopping = false;
  private keeping: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly start: () => Promise<Running>,
    private readonly events: SupervisedEvents,
  ) {}

  /** Resolves when it runs and is ready. @throws when the first start fails. */
  async begin(): Promise<void> {
    this.running = await this.start();
    this.keeping = this.keepAlive();
  }

  get pids(): readonly number[] {
    return this.running?.pids ?? [];
  }

  /** `kill -9`: the supervisor brings it back. */
  async kill(): Promise<void> {
    await this.running?.kill();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running?.stop();
    await this.keeping;
  }

  private async keepAlive(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (this.running) {
      const since = Date.now();
      const exit = await this.running.exited;
      if (this.isStopping) return;
      this.events.onDeath(this.name, exit);
      if (Date.now() - since > SETTLED_AFTER_MS) pause = FIRST_PAUSE_MS;
      await delay(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      this.running = await this.again();
    }
  }

  private async again(): Promise<Running | null> {
    while (!this.isStopping) {
      try {
        const running = await this.start();
        if (this.isStopping) await running.stop();
        else this.events.onReturn(this.name);
        return running;
      } catch (error) {
        this.events.onFailedStart(this.name, error as Error);
        await delay(LONGEST_PAUSE_MS);
      }
    }
    return null;
  }
}
