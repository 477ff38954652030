import type { Job, Logger } from '@unitfleet/observability';

/** Does one kind of work again and again, never twice at the same time; a failure is logged and the next turn comes. */
export class Ticker {
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private isStopped = true;

  constructor(
    private readonly job: Job<number>,
    private readonly work: () => Promise<void>,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.isStopped = false;
    this.schedule();
  }

  /** Resolves when the turn under way has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.turn;
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.turn = this.job
        .run(this.work)
        .catch((error) =>
          this.log.warn({ err: error, job: this.job.name }, 'a job failed; its next turn comes'),
        )
        .finally(() => this.schedule());
    }, this.job.everyMs);
  }
}
