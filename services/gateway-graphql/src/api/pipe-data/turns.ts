/** Lets so many have something at a time; others wait for their turn, in the order in which they came. */
export class Turns {
  private readonly waiting = new Set<() => void>();

  constructor(private free: number) {}

  /**
   * The turn lasts until `over` is aborted.
   *
   * @returns whether there is one: who was over before it came has none.
   */
  take(over: AbortSignal): Promise<boolean> {
    if (over.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const leave = () => {
        this.waiting.delete(begin);
        resolve(false);
      };
      const begin = () => {
        over.removeEventListener('abort', leave);
        over.addEventListener('abort', () => this.giveBack(), { once: true });
        resolve(true);
      };
      over.addEventListener('abort', leave, { once: true });
      if (this.free === 0) {
        this.waiting.add(begin);
        return;
      }
      this.free -= 1;
      begin();
    });
  }

  private giveBack(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
