import type { Change, Receiver } from '../feed/change';

/** Why a client gets the present state: what it knew before does not count any more. */
export type SnapshotReason = 'Subscribed' | 'CursorExpired' | 'Lagged' | 'MessagesLost' | 'AccessChanged';

/** Some of what is watched changed in a way that only a look at it tells. */
export interface ReviewStep {
  readonly kind: 'review';
  /** Changes up to this one came before, all others come after. */
  readonly sequence: number;
  readonly uuids: ReadonlySet<string>;
}

/** What happened to a watch next. */
export type WatchStep =
  | { readonly kind: 'changes'; readonly sequence: number; readonly changes: readonly Change[] }
  | ReviewStep
  | { readonly kind: 'interrupted'; readonly reason: SnapshotReason }
  | { readonly kind: 'ended'; readonly error: unknown };

interface Gathered {
  readonly kind: 'changes';
  readonly sequence: number;
  readonly changes: readonly Change[];
  readonly weight: number;
}

export interface WatchOptions {
  readonly subjects: ReadonlySet<string>;
  readonly uuids: ReadonlySet<string>;
  /** Changes that are left out. */
  readonly accepts: (change: Change) => boolean;
  /** What may gather while the client takes nothing, in bytes. */
  readonly maxBytes: number;
}

/**
 * The changes that wait for one client. They are bounded: a client that does not keep up loses them all and is told
 * so. What the client may not see any more does not leave, however long ago it was gathered.
 */
export class Watch implements Receiver {
  readonly subjects: ReadonlySet<string>;
  readonly uuids: ReadonlySet<string>;
  /** What the client may see; nothing until its owner has said. */
  visible: ReadonlySet<string> = new Set();
  private gathered: (Gathered | (ReviewStep & { readonly uuids: Set<string> }))[] = [];
  private weight = 0;
  private interruption: SnapshotReason | null = null;
  private end: { error: unknown } | null = null;
  private wake: () => void = () => undefined;

  constructor(private readonly options: WatchOptions) {
    this.subjects = options.subjects;
    this.uuids = options.uuids;
  }

  get isOver(): boolean {
    return this.end !== null;
  }

  get isInterrupted(): boolean {
    return this.interruption !== null;
  }

  offer(sequence: number, offered: readonly Change[]): void {
    if (this.end || this.interruption) return;
    const changes = offered.filter(this.options.accepts);
    if (changes.length === 0) return;
    const weight = changes.reduce((sum, change) => sum + change.weight, 0);
    // What is too large by itself is let through alone: waiting would not make it smaller.
    if (this.weight > 0 && this.weight + weight > this.options.maxBytes) return this.interrupt('Lagged');
    this.gathered.push({ kind: 'changes', sequence, changes, weight });
    this.weight += weight;
    this.wake();
  }

  /** These are to be looked at, once, in their turn behind the changes up to this sequence. */
  review(sequence: number, uuids: readonly string[]): void {
    if (this.end || this.interruption) return;
    const waiting = this.gathered.find((step) => step.kind === 'review');
    if (waiting) return uuids.forEach((uuid) => waiting.uuids.add(uuid));
    this.gathered.push({ kind: 'review', sequence, uuids: new Set(uuids) });
    this.wake();
  }

  lost(): void {
    this.interrupt('MessagesLost');
  }

  /** Drops what waits; the client needs a fresh look. */
  interrupt(reason: SnapshotReason): void {
    if (this.end) return;
    this.forget();
    this.interruption = reason;
    this.wake();
  }

  /** Nothing more comes: without an error because the client left. */
  finish(error: unknown = null): void {
    if (this.end) return;
    this.forget();
    this.end = { error };
    this.wake();
  }

  /** Drops what waits, and goes on gathering. */
  restart(): void {
    this.forget();
    this.interruption = null;
  }

  /** Resolves when there is something to do. To be called by one at a time. */
  async next(): Promise<WatchStep> {
    for (;;) {
      if (this.end) return { kind: 'ended', error: this.end.error };
      if (this.interruption) return { kind: 'interrupted', reason: this.interruption };
      const first = this.gathered.shift();
      if (first?.kind === 'review') return first;
      if (first) {
        this.weight -= first.weight;
        return { kind: 'changes', sequence: first.sequence, changes: first.changes };
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private forget(): void {
    this.gathered = [];
    this.weight = 0;
  }
}
