type Task = () => Promise<void>;

/**
 * Runs tasks one after another in the order given: a command is over before the next begins. Above `limit` waiting
 * tasks the oldest is dropped and reported, so that a stuck handler cannot fill the device's memory.
 */
export class MessageQueue {
  private readonly waiting: Task[] = [];
  private running?: Promise<void>;

  constructor(
    private readonly limit: number,
    private readonly onDropped: () => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  push(task: Task): void {
    if (this.waiting.length >= this.limit) {
      this.waiting.shift();
      this.onDropped();
    }
    this.waiting.push(task);
    this.running ??= this.drain();
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async drain(): Promise<void> {
    // The caller of `push` is not to run the task inside its own call.
    await Promise.resolve();
    for (let task = this.waiting.shift(); task; task = this.waiting.shift()) {
      await task().catch(this.onError);
    }
    this.running = undefined;
  }
}
