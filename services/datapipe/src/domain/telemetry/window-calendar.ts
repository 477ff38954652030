import type { NodeSlot } from './node-slot';

/**
 * Slots by the end of their open window. All windows are aligned to the epoch, so there are few different ends and a
 * tick costs nothing until one of them has come.
 */
export class WindowCalendar {
  private readonly slots = new Map<number, NodeSlot[]>();
  private nextEndMs = Infinity;

  /** To be called whenever a window may have been opened. */
  watch(slot: NodeSlot): void {
    const { window } = slot.state;
    if (!window) return;
    const endMs = window.startMs + window.sizeSeconds * 1_000;
    if (slot.watchedEndMs === endMs) return;
    slot.watchedEndMs = endMs;
    const together = this.slots.get(endMs);
    if (together) together.push(slot);
    else this.slots.set(endMs, [slot]);
    if (endMs < this.nextEndMs) this.nextEndMs = endMs;
  }

  /** Visits every slot whose window may have ended by now, in the order in which the windows ended and were opened. */
  forEachDue(timeMs: number, visit: (slot: NodeSlot) => void): void {
    if (timeMs < this.nextEndMs) return;
    const ends = [...this.slots.keys()].filter((endMs) => endMs <= timeMs).sort((a, b) => a - b);
    for (const endMs of ends) {
      const due = this.slots.get(endMs)!;
      this.slots.delete(endMs);
      for (const slot of due) {
        if (slot.watchedEndMs === endMs) slot.watchedEndMs = 0;
        visit(slot);
      }
    }
    this.nextEndMs = Math.min(...this.slots.keys());
  }
}
