/** A frame costs as much as many messages, so that they leave together and not more often than this. */
const SHORTEST_GAP_MS = 5;
/** What a message waits at most for others, however many there are. */
const LONGEST_GAP_MS = 50;
/** The gap grows by a millisecond for so many messages that left at once. */
const MESSAGES_PER_MS = 16;

/**
 * When frames leave: at once after a silence, and under load the later the more there is to gather. All partitions leave
 * at the same moments, so that what goes to the stream and what it answers travel together.
 */
export class FramePace {
  private nextAt = 0;

  /** Milliseconds until frames may leave; 0 for now. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.nextAt - nowMs);
  }

  left(messages: number, nowMs: number): void {
    const gap = SHORTEST_GAP_MS + messages / MESSAGES_PER_MS;
    this.nextAt = nowMs + Math.min(gap, LONGEST_GAP_MS);
  }
}
