/** Calls `step` again and again with a pause between, until stopped. */
export class MainCycle {
  private running = false;
  private wake: () => void = () => undefined;

  constructor(private pauseMs: number) {
    this.setSpeed(pauseMs);
  }

  setSpeed(pauseMs: number): void {
    if (!(pauseMs > 0)) throw new RangeError('the cycle speed must be more than 0 milliseconds');
    this.pauseMs = pauseMs;
  }

  /** Resolves after `stop`, when the step that runs is over. */
  async run(step: () => Promise<void>): Promise<void> {
    if (this.running) throw new Error('the main cycle runs already');
    this.running = true;
    while (this.running) {
      await step();
      if (this.running) await this.pause();
    }
  }

  stop(): void {
    this.running = false;
    this.wake();
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.pauseMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
