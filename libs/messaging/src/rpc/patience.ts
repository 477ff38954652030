const BEATS_PER_DEADLINE = 4;

/**
 * Calls back once when the other side of a transfer has been silent for so long. Silence is counted in beats of this
 * process: while it stands still itself it hears nobody, which says nothing about the other side.
 */
export class Patience {
  private readonly timer: NodeJS.Timeout;
  private silentBeats = 0;

  constructor(deadlineMs: number, onSilence: () => void) {
    this.timer = setInterval(() => {
      this.silentBeats += 1;
      if (this.silentBeats <= BEATS_PER_DEADLINE) return;
      this.end();
      onSilence();
    }, deadlineMs / BEATS_PER_DEADLINE);
  }

  heard(): void {
    this.silentBeats = 0;
  }

  end(): void {
    clearInterval(this.timer);
  }
}

/** Says again and again, well within the other side's patience, that this side is alive; until the answer is called. */
export const stayAlive = (deadlineMs: number, tell: () => void): (() => void) => {
  const timer = setInterval(tell, deadlineMs / BEATS_PER_DEADLINE).unref();
  return () => clearInterval(timer);
};
