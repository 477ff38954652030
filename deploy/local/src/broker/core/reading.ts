import type { Transport } from './transport';

/** Why a socket is not read: it sends faster than it may, waits for decisions, or does not take its answers. */
export type Hold = 'rate' | 'withheld' | 'unread';

/** Reads a client's socket unless something holds it; what is not read fills the client's own buffers. */
export class Reading {
  private readonly holds = new Set<Hold>();
  /** When the last hold ended. */
  resumedAt = 0;

  constructor(private readonly transport: Transport) {}

  get held(): boolean {
    return this.holds.size > 0;
  }

  /** Returns whether it is a new hold. */
  hold(reason: Hold): boolean {
    if (this.holds.has(reason)) return false;
    this.holds.add(reason);
    this.transport.pause();
    return true;
  }

  release(reason: Hold): void {
    if (!this.holds.delete(reason) || this.holds.size > 0) return;
    this.resumedAt = Date.now();
    this.transport.resume();
  }
}
