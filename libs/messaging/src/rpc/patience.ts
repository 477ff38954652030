const BEATS_PER_DEADLINE = 4;

/** Calls back once when the other side of a transfer has been silent for so long. */
export class Patience {
  private readonly timer: NodeJS.Timeout;

  constructor(deadlineMs: number, onSilence: () => void) {
    this.timer = setTimeout(onSilence, deadlineMs);
  }

  heard(): void {
    this.timer.refresh();
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

/** Says again and again, well within the other side's patience, that this side is alive; until the answer is called. */
export const stayAlive = (deadlineMs: number, tell: () => void): (() => void) => {
  const timer = setInterval(tell, deadlineMs / BEATS_PER_DEADLINE).unref();
  return () => clearInterval(timer);
};
