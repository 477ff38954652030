import type { WithheldLimits } from '../options';
import { PendingPackets } from './pending-packets';

/** Whose packets they are. */
export interface InboxOwner {
  /** Works on one packet; the promise ends when the next one's turn has come. */
  handle(first: number, bytes: Buffer, start: number, end: number): Promise<void> | undefined;
  /** So much waits that nothing more should be read, or no longer. */
  withhold(isFull: boolean): void;
  /** Work has failed. */
  fail(error: unknown): void;
}

/** Packets of one connection in the order they came: while one is worked on, those behind it wait. */
export class Inbox {
  private readonly pending: PendingPackets;
  private isBusy = false;
  private last: (() => Promise<void>) | null = null;

  constructor(
    limits: WithheldLimits,
    private readonly owner: InboxOwner,
  ) {
    this.pending = new PendingPackets(limits);
  }

  take(first: number, bytes: Buffer, start: number, end: number): void {
    if (this.isBusy) {
      this.pending.push({ first, bytes, start, end });
      if (this.pending.full) this.owner.withhold(true);
      return;
    }
    const work = this.owner.handle(first, bytes, start, end);
    if (work) this.workOn(work);
  }

  /** What comes meanwhile waits. */
  workOn(work: Promise<void>): void {
    this.isBusy = true;
    work
      .then(() => this.drain())
      .catch((error: unknown) => {
        this.isBusy = false;
        this.owner.fail(error);
        this.finish();
      });
  }

  /** Forgets what waits. */
  clear(): void {
    this.pending.clear();
  }

  /** To be done when everything that has come is settled. */
  doLast(work: () => Promise<void>): void {
    this.last = work;
    this.finish();
  }

  private finish(): void {
    if (this.last !== null && !this.isBusy) this.workOn(Promise.resolve());
  }

  private async drain(): Promise<void> {
    for (let frame = this.pending.shift(); frame; frame = this.pending.shift()) {
      if (this.pending.roomy) this.owner.withhold(false);
      const work = this.owner.handle(frame.first, frame.bytes, frame.start, frame.end);
      if (work) await work;
    }
    const { last } = this;
    this.last = null;
    if (last) await last();
    this.isBusy = false;
  }
}
