import { setTimeout as sleep } from 'node:timers/promises';
import { isDomainError, type FleetUnit } from '@unitfleet/contracts';
import type { LiveFeed } from '../feed/live-feed';
import type { Guarded } from '../watch/access-watch';
import type { SnapshotReason } from '../watch/watch';
import type { LivePayload, WatchFlowOptions } from '../watch/watch-flow-options';
import { ChangedUnits, type FleetStep } from './changed-units';
import { fleetSequencesOf, toFleetCursor, type FleetPosition } from './fleet-cursor';
import { KnownFleet, type FleetChange } from './known-fleet';
import { missedUnits } from './missed-units';

/** Between two payloads of one subscription. */
const PACE_MS = 250;
const RETRY_MS = 1_000;
const TRIES = 30;

export interface FleetFlowOptions extends Omit<
  WatchFlowOptions<FleetChange>,
  'feed' | 'topic' | 'uuids' | 'maxBytes'
> {
  readonly feeds: Readonly<Record<'LIVE' | 'EVENTS', LiveFeed>>;
  /** Those of these Units that the subscriber sees, or all that it sees. @throws DomainError what the owner answers. */
  readonly look: (uuids: ReadonlySet<string> | null) => Promise<readonly FleetUnit[]>;
}

type Payload = LivePayload<FleetChange>;

const isAway = (error: unknown): boolean => isDomainError(error) && error.errorCode === 'Unavailable';

/**
 * One subscription to all Units that somebody sees. Streams say which Units changed, in any order and as often as they
 * like; what is told is what the owner shows of these when it is told, so that nothing out of sight is ever told.
 */
export class FleetFlow implements AsyncIterableIterator<Payload>, Guarded {
  /** Who is given or loses permissions looks at everything anew. */
  readonly keys: ReadonlySet<string>;
  private readonly known = new KnownFleet();
  private readonly changed = new ChangedUnits(this.known);
  private readonly generator: AsyncGenerator<Payload, undefined>;
  private opening: Payload | null = null;

  constructor(private readonly options: FleetFlowOptions) {
    const actor = options.actor();
    this.keys = new Set('uuid' in actor ? [actor.uuid] : []);
    this.generator = this.run();
  }

  /** To be awaited first. @throws DomainError what the owner answers to who may not see this. */
  async open(): Promise<this> {
    const { feeds, access, after, onOpen } = this.options;
    for (const stream of ['LIVE', 'EVENTS'] as const) feeds[stream].add(this.changed.receivers[stream]);
    access.add(this);
    onOpen();
    try {
      this.opening = after === null ? await this.snapshot('Subscribed') : await this.resume(after);
      return this;
    } catch (error) {
      this.finish(error);
      throw error;
    }
  }

  next(): Promise<IteratorResult<Payload>> {
    return this.generator.next();
  }

  async return(): Promise<IteratorResult<Payload>> {
    this.finish(null);
    return this.generator.return(undefined);
  }

  async throw(error: unknown): Promise<IteratorResult<Payload>> {
    this.finish(error);
    return this.generator.throw(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  finish(error: unknown): void {
    if (this.changed.isOver) return;
    const { feeds, access, onEnd } = this.options;
    this.changed.finish(error);
    for (const stream of ['LIVE', 'EVENTS'] as const) feeds[stream].remove(this.changed.receivers[stream]);
    access.remove(this);
    onEnd();
  }

  /** The look itself asks the owner; it has its turn among the changes. */
  recheck(): Promise<void> {
    this.changed.review();
    return Promise.resolve();
  }

  private async *run(): AsyncGenerator<Payload, undefined> {
    try {
      if (this.opening) yield this.opening;
      for (;;) {
        await this.changed.ready();
        const step = this.changed.take();
        if (step.kind === 'ended') {
          if (step.error !== null) throw step.error;
          return undefined;
        }
        const payload = await this.patiently(() => this.follow(step));
        if (payload && !this.changed.isOver) yield payload;
        await sleep(PACE_MS, undefined, { ref: false });
      }
    } catch (error) {
      throw isDomainError(error) ? error : this.options.onUnexpected(error);
    } finally {
      this.finish(null);
    }
  }

  private async follow(step: Exclude<FleetStep, { kind: 'ended' }>): Promise<Payload | null> {
    if (step.kind === 'interrupted') return this.snapshot(step.reason);
    const { position } = this;
    const asked = step.kind === 'changed' ? step.uuids : null;
    const items = this.known.take(await this.options.look(asked), asked);
    return this.changes(position, items);
  }

  private changes(position: FleetPosition, items: readonly FleetChange[]): Payload | null {
    if (items.length === 0) return null;
    return { cursor: toFleetCursor(position), isSnapshot: false, snapshotReason: null, items };
  }

  private async snapshot(reason: SnapshotReason): Promise<Payload> {
    this.options.onSnapshot(reason);
    this.changed.restart();
    const { position } = this;
    return this.shown(position, await this.options.look(null), reason);
  }

  private shown(position: FleetPosition, units: readonly FleetUnit[], reason: SnapshotReason): Payload {
    this.known.begin(units);
    const items = units.map((unit): FleetChange => ({ ...unit, kind: 'Created' }));
    return { cursor: toFleetCursor(position), isSnapshot: true, snapshotReason: reason, items };
  }

  /** What changed behind the cursor, as it is now. */
  private async resume(after: string): Promise<Payload | null> {
    const { position } = this;
    const from = fleetSequencesOf(after, position);
    const missed = from && (await missedUnits(this.options.feeds, from, position));
    if (!missed) return this.snapshot('CursorExpired');
    const units = await this.options.look(null);
    const seen = new Set(units.map(({ uuid }) => uuid));
    // Whether the client saw these is forgotten.
    if ([...missed.byEvents].some((uuid) => !seen.has(uuid))) {
      this.options.onSnapshot('AccessChanged');
      return this.shown(position, units, 'AccessChanged');
    }
    this.known.begin(units);
    const items = units
      .filter(({ uuid }) => missed.byEvents.has(uuid) || missed.byDevices.has(uuid))
      .map((unit): FleetChange => ({ ...unit, kind: 'Updated' }));
    return this.changes(position, items);
  }

  private get position(): FleetPosition {
    const { LIVE, EVENTS } = this.options.feeds;
    return { LIVE: LIVE.position, EVENTS: EVENTS.position };
  }

  /** An owner that is away for a moment does not end what is under way. */
  private async patiently<Result>(look: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await look();
      } catch (error) {
        if (!isAway(error) || attempt === TRIES || this.changed.isOver) throw error;
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    }
  }
}
