/** Times of acceptance in whole milliseconds: they never go back, also when the clock does. */
export class IngressTime {
  private last = 0;

  constructor(private readonly clock: { now(): number }) {}

  next(): number {
    this.last = Math.max(this.last, Math.floor(this.clock.now()));
    return this.last;
  }
}
