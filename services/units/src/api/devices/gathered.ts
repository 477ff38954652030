interface Waiting<T> {
  readonly item: T;
  done(): void;
  failed(error: unknown): void;
}

/**
 * Work that is cheaper for many at once: what comes while a round is under way makes the next one, so that rounds grow
 * with the load and nobody waits on an idle machine. What fails in company is tried by itself.
 */
export class Gathered<T> {
  private readonly waiting: Waiting<T>[] = [];
  private isWorking = false;

  constructor(
    private readonly largest: number,
    private readonly work: (items: readonly T[]) => Promise<void>,
  ) {}

  /** Resolves when the work on this item is done; rejects when it failed by itself. */
  add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      void this.workOff();
    });
  }

  private async workOff(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    while (this.waiting.length > 0) await this.round(this.waiting.splice(0, this.largest));
    this.isWorking = false;
  }

  private async round(taken: readonly Waiting<T>[]): Promise<void> {
    try {
      await this.work(taken.map(({ item }) => item));
      for (const { done } of taken) done();
    } catch (error) {
      if (taken.length === 1) return taken[0]!.failed(error);
      await Promise.all(taken.map((one) => this.round([one])));
    }
  }
}
