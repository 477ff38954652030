import { setImmediate as nextTurn } from 'node:timers/promises';

const TURN_MS = 10;

/**
 * Keeps processing from starving the rest of the process: messages that are there already are handed out without ever
 * returning to the event loop. All partitions share one turn.
 */
export class EventLoopTurn {
  private startedAt = performance.now();

  get isOver(): boolean {
    return performance.now() - this.startedAt > TURN_MS;
  }

  /** Lets timers and sockets have their turn. */
  async pass(): Promise<void> {
    await nextTurn();
    this.startedAt = performance.now();
  }
}
