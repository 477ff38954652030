import type { LiveUnit } from '@unitfleet/contracts';
import type { Change, Receiver } from '../feed/change';
import type { SnapshotReason } from '../watch/watch';
import { FLEET_SUBJECTS } from './fleet-readers';
import type { KnownFleet } from './known-fleet';

/** Of more than these a client gets the present state. */
const MOST_CHANGED = 5_000;

/** What waits for one client: which Units are to be looked at, each once however often it changed. */
export type FleetStep =
  | { readonly kind: 'changed'; readonly uuids: ReadonlySet<string> }
  | { readonly kind: 'review' }
  | { readonly kind: 'interrupted'; readonly reason: SnapshotReason }
  | { readonly kind: 'ended'; readonly error: unknown };

/** Gathers the Units that changed since the last look; what has not changed for a view of the fleet is left out. */
export class ChangedUnits {
  /** One for each stream. */
  readonly receivers: Readonly<Record<'LIVE' | 'EVENTS', Receiver>>;
  private uuids = new Set<string>();
  private isReviewDue = false;
  private interruption: SnapshotReason | null = null;
  private end: { error: unknown } | null = null;
  private wake: () => void = () => undefined;

  constructor(private readonly known: KnownFleet) {
    const receiver = (stream: 'LIVE' | 'EVENTS', concerns: (change: Change) => boolean): Receiver => ({
      subjects: FLEET_SUBJECTS[stream],
      uuids: null,
      offer: (_sequence, changes) => this.add(changes.filter(concerns).map(({ uuid }) => uuid)),
      lost: () => this.interrupt('MessagesLost'),
    });
    this.receivers = {
      LIVE: receiver('LIVE', (change) => this.isNews(change)),
      EVENTS: receiver('EVENTS', () => true),
    };
  }

  get isOver(): boolean {
    return this.end !== null;
  }

  add(uuids: Iterable<string>): void {
    if (this.end || this.interruption) return;
    const before = this.uuids.size;
    for (const uuid of uuids) this.uuids.add(uuid);
    if (this.uuids.size > MOST_CHANGED) return this.interrupt('Lagged');
    if (this.uuids.size > before) this.wake();
  }

  /** All that the client sees is to be looked at. */
  review(): void {
    this.isReviewDue = true;
    this.wake();
  }

  interrupt(reason: SnapshotReason): void {
    this.interruption ??= reason;
    this.uuids.clear();
    this.wake();
  }

  finish(error: unknown): void {
    this.end ??= { error };
    this.wake();
  }

  /** Drops what waits, and goes on gathering. */
  restart(): void {
    this.uuids = new Set();
    this.isReviewDue = false;
    this.interruption = null;
  }

  /** Resolves when there is something to do. To be called by one at a time. */
  async ready(): Promise<void> {
    while (!this.end && !this.interruption && !this.isReviewDue && this.uuids.size === 0)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
  }

  /** What is to be done now; gathers anew from here on. */
  take(): FleetStep {
    if (this.end) return { kind: 'ended', error: this.end.error };
    if (this.interruption) return { kind: 'interrupted', reason: this.interruption };
    const { uuids, isReviewDue } = this;
    this.restart();
    return isReviewDue ? { kind: 'review' } : { kind: 'changed', uuids };
  }

  /** Devices say every minute that they run what they run. */
  private isNews({ uuid, item }: Change): boolean {
    const { isOnline, currentCommitVersion } = item as LiveUnit;
    const known = this.known.get(uuid);
    return known?.isOnline !== isOnline || known.currentCommitVersion !== currentCommitVersion;
  }
}
