import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Logger } from '@unitfleet/observability';

/** Runs work at once and then again and again, with a pause between; a failure is logged and does not end it. */
export class RepeatingJob {
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly job: Job<number>,
    private readonly work: () => Promise<void>,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  /** Resolves when the pass under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.job
        .run(this.work)
        .catch((error) =>
          this.log.warn({ err: error, job: this.job.name }, 'a job failed; it is tried again'),
        );
      await sleep(this.job.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
