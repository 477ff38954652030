import type { AdditionalRun, NodeSlot } from './node-slot';

type Run = NodeSlot | AdditionalRun;

/**
 * Pipelines of nodes by the end of their open window. All windows are aligned to the epoch, so there are few different
 * ends and a tick costs nothing until one of them has come.
 */
export class WindowCalendar {
  private readonly runs = new Map<number, Run[]>();
  private nextEndMs = Infinity;

  /** To be called whenever a window may have been opened. */
  watch(run: Run): void {
    const { window } = run.state;
    if (!window) return;
    const endMs = window.startMs + window.sizeSeconds * 1_000;
    if (run.watchedEndMs === endMs) return;
    run.watchedEndMs = endMs;
    const together = this.runs.get(endMs);
    if (together) together.push(run);
    else this.runs.set(endMs, [run]);
    if (endMs < this.nextEndMs) this.nextEndMs = endMs;
  }

  /** Visits all whose window may have ended by now, in the order in which the windows ended and were opened. */
  forEachDue(timeMs: number, visit: (run: Run) => void): void {
    if (timeMs < this.nextEndMs) return;
    const ends = [...this.runs.keys()].filter((endMs) => endMs <= timeMs).sort((a, b) => a - b);
    for (const endMs of ends) {
      const due = this.runs.get(endMs)!;
      this.runs.delete(endMs);
      for (const run of due) {
        if (run.watchedEndMs === endMs) run.watchedEndMs = 0;
        visit(run);
      }
    }
    this.nextEndMs = Math.min(...this.runs.keys());
  }
}
