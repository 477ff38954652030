import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { isDomainError, type Actor } from '@unitfleet/contracts';
import type { Change } from '../feed/change';
import { sequenceOf, toCursor } from '../feed/cursor';
import type { LiveFeed } from '../feed/live-feed';
import type { Sight, Topic } from '../topics/topic';
import type { AccessWatch, Guarded } from './access-watch';
import { Watch, type SnapshotReason } from './watch';

/** What a client gets: changes, or all that there is to see. */
export interface LivePayload<Item> {
  /** Where to go on after a lost connection. */
  readonly cursor: string;
  readonly isSnapshot: boolean;
  /** Set for a snapshot. */
  readonly snapshotReason: SnapshotReason | null;
  readonly items: readonly Item[];
}

export interface WatchFlowOptions<Item> {
  readonly feed: LiveFeed;
  readonly access: AccessWatch;
  readonly topic: Topic<Item>;
  readonly uuids: readonly string[];
  /** Cursor of the last payload that the client got. */
  readonly after: string | null;
  readonly maxBytes: number;
  readonly actor: () => Actor;
  readonly onOpen: () => void;
  readonly onSnapshot: (reason: SnapshotReason) => void;
  /** Logs what nobody expected; answers what the client hears of it. */
  readonly onUnexpected: (error: unknown) => Error;
  /** Called once, after `onOpen`. */
  readonly onEnd: () => void;
}

const SCANNED_PER_TURN = 256;
const RETRY_MS = 1_000;
const TRIES = 30;

const isAway = (error: unknown): boolean => isDomainError(error) && error.errorCode === 'Unavailable';

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((uuid) => other.has(uuid));

/**
 * One subscription. Changes gather from before the look at the present state on, so that nothing is missed in between;
 * whatever breaks the sequence of changes is mended by another look.
 */
export class WatchFlow<Item> implements AsyncIterableIterator<LivePayload<Item>>, Guarded {
  keys: ReadonlySet<string>;
  private readonly asked: readonly string[];
  private readonly watch: Watch;
  private readonly generator: AsyncGenerator<LivePayload<Item>, undefined>;
  private shown = new Map<string, string>();
  private opening: () => AsyncGenerator<LivePayload<Item>> = async function* () {};

  constructor(private readonly options: WatchFlowOptions<Item>) {
    const { topic, uuids, maxBytes } = options;
    const actor = options.actor();
    this.asked = 'uuid' in actor ? [...uuids, actor.uuid] : uuids;
    this.keys = new Set(this.asked);
    this.watch = new Watch({
      subjects: new Set(topic.subjectsOf(uuids)),
      uuids: new Set(uuids),
      accepts: ({ item }) => topic.accepts?.(item as Item) ?? true,
      maxBytes,
    });
    this.generator = this.run();
  }

  /** To be awaited first. @throws DomainError what the owner answers to who may not see this. */
  async open(): Promise<this> {
    const { feed, access, after, onOpen } = this.options;
    feed.add(this.watch);
    access.add(this);
    onOpen();
    try {
      const { identity, sequence: until } = feed.position;
      const from = after === null ? null : sequenceOf(after, identity);
      if (from !== null && feed.remembers(from)) {
        const { topic, uuids, actor } = this.options;
        const askedAt = access.moment;
        this.see(await topic.check(actor(), uuids), askedAt);
        this.opening = () => this.missed(from, until);
      } else {
        const first = await this.snapshot(after === null ? 'Subscribed' : 'CursorExpired');
        this.opening = async function* () {
          yield first;
        };
      }
      return this;
    } catch (error) {
      this.finish(error);
      throw error;
    }
  }

  next(): Promise<IteratorResult<LivePayload<Item>>> {
    return this.generator.next();
  }

  async return(): Promise<IteratorResult<LivePayload<Item>>> {
    this.finish(null);
    return this.generator.return(undefined);
  }

  async throw(error: unknown): Promise<IteratorResult<LivePayload<Item>>> {
    this.finish(error);
    return this.generator.throw(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  finish(error: unknown): void {
    if (this.watch.isOver) return;
    const { feed, access, onEnd } = this.options;
    this.watch.finish(error);
    feed.remove(this.watch);
    access.remove(this);
    onEnd();
  }

  async recheck(): Promise<void> {
    const { topic, uuids, actor } = this.options;
    const { visible } = await topic.check(actor(), uuids);
    const before = this.watch.visible;
    if (this.watch.isOver || isSame(visible, before)) return;
    // What was lost is lost at once; what was won comes with the look that follows.
    this.watch.visible = new Set([...before].filter((uuid) => visible.has(uuid)));
    this.watch.interrupt('AccessChanged');
  }

  private async *run(): AsyncGenerator<LivePayload<Item>, undefined> {
    try {
      yield* this.opening();
      for (;;) {
        const step = await this.watch.next();
        if (step.kind === 'ended') {
          if (step.error !== null) throw step.error;
          return undefined;
        }
        const payload =
          step.kind === 'interrupted'
            ? await this.patientSnapshot(step.reason)
            : this.payload(step.sequence, step.changes);
        if (payload && !this.watch.isOver) yield payload;
      }
    } catch (error) {
      throw isDomainError(error) ? error : this.options.onUnexpected(error);
    } finally {
      this.finish(null);
    }
  }

  /** What came between the cursor and the start of gathering. */
  private async *missed(from: number, until: number): AsyncGenerator<LivePayload<Item>> {
    const { feed } = this.options;
    let position = from;
    for (let scanned = 1; position < until; scanned += 1) {
      if (scanned % SCANNED_PER_TURN === 0) await turn();
      if (this.watch.isOver) return;
      // The client takes them more slowly than they are forgotten.
      if (!feed.remembers(position)) return this.watch.interrupt('Lagged');
      const message = feed.after(position);
      if (!message || message.sequence > until) return;
      position = message.sequence;
      if (!this.watch.subjects.has(message.subject)) continue;
      const payload = this.payload(position, this.own(feed.read(message)));
      if (payload) yield payload;
    }
  }

  private own(changes: readonly Change[]): Change[] {
    const { topic } = this.options;
    return changes.filter(
      ({ uuid, item }) => this.watch.uuids.has(uuid) && (topic.accepts?.(item as Item) ?? true),
    );
  }

  private payload(sequence: number, changes: readonly Change[]): LivePayload<Item> | null {
    const items = changes
      .filter(({ uuid }) => this.watch.visible.has(uuid))
      .map(({ item }) => item as Item)
      .filter((item) => !this.wasShown(item));
    if (items.length === 0) return null;
    const cursor = toCursor({ ...this.options.feed.position, sequence });
    return { cursor, isSnapshot: false, snapshotReason: null, items };
  }

  private wasShown(item: Item): boolean {
    const fingerprint = this.options.topic.fingerprint?.(item);
    if (!fingerprint || !this.shown.has(fingerprint.key)) return false;
    if (this.shown.get(fingerprint.key) === fingerprint.content) return true;
    this.shown.delete(fingerprint.key);
    return false;
  }

  private async snapshot(reason: SnapshotReason): Promise<LivePayload<Item>> {
    const { feed, access, topic, uuids, actor, onSnapshot } = this.options;
    onSnapshot(reason);
    this.watch.restart();
    const cursor = toCursor(feed.position);
    const askedAt = access.moment;
    const look = await topic.look(actor(), uuids);
    this.see(look, askedAt);
    this.remember(look.items);
    return { cursor, isSnapshot: true, snapshotReason: reason, items: look.items };
  }

  /** An owner that is away for a moment does not end what is under way. */
  private async patientSnapshot(reason: SnapshotReason): Promise<LivePayload<Item>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.snapshot(reason);
      } catch (error) {
        if (!isAway(error) || attempt === TRIES || this.watch.isOver) throw error;
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    }
  }

  private see({ visible, units }: Sight, askedAt: number): void {
    this.watch.visible = visible;
    this.options.access.rekey(this, askedAt, () => {
      this.keys = new Set([...this.asked, ...units]);
    });
  }

  private remember(items: readonly Item[]): void {
    const { topic } = this.options;
    this.shown = new Map(
      items.flatMap((item) => {
        const fingerprint = topic.fingerprint?.(item);
        return fingerprint ? [[fingerprint.key, fingerprint.content] as const] : [];
      }),
    );
  }
}
