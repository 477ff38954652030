import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { isDomainError } from '@unitfleet/contracts';
import type { Change } from '../feed/change';
import { markOf, sequenceOf, toCursor } from '../feed/cursor';
import type { Look, Sight } from '../topics/topic';
import type { Guarded } from './access-watch';
import { Told } from './told';
import { Watch, type ReviewStep, type SnapshotReason } from './watch';
import type { LivePayload, WatchFlowOptions } from './watch-flow-options';

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
  private readonly told: Told<Item>;
  private opening: () => AsyncGenerator<LivePayload<Item>> = async function* () {};

  constructor(private readonly options: WatchFlowOptions<Item>) {
    const { topic, uuids, maxBytes } = options;
    const actor = options.actor();
    this.asked = 'uuid' in actor ? [...uuids, actor.uuid] : uuids;
    this.keys = new Set(this.asked);
    this.told = new Told(topic);
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
        const askedAt = access.moment;
        const sight = await this.ask();
        this.see(sight, askedAt);
        this.told.besides(sight.items);
        if (this.told.mark !== markOf(after!)) this.review([...sight.visible]);
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
    const { visible, items } = await this.ask();
    const before = this.watch.visible;
    if (this.watch.isOver) return;
    if (isSame(visible, before)) return this.review(this.options.topic.besides?.outdated(items) ?? []);
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
            ? await this.patiently(() => this.snapshot(step.reason))
            : step.kind === 'review'
              ? await this.patiently(() => this.reviewed(step))
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
      .filter((item) => !this.told.wasShown(item))
      .map((item) => this.told.complete(item));
    return this.changed(sequence, items);
  }

  private changed(sequence: number, items: readonly Item[]): LivePayload<Item> | null {
    if (items.length === 0) return null;
    const cursor = toCursor({ ...this.options.feed.position, sequence }, this.told.mark);
    return { cursor, isSnapshot: false, snapshotReason: null, items };
  }

  /** What there is to see of what changes do not tell. */
  private async reviewed({ sequence, uuids }: ReviewStep): Promise<LivePayload<Item> | null> {
    const { topic, actor } = this.options;
    const { items } = await topic.look(actor(), [...uuids]);
    // It may be older than the loss of access that interrupts; a look at everything follows.
    if (this.watch.isInterrupted) return null;
    this.told.look(items, false);
    return this.changed(sequence, items);
  }

  private review(uuids: readonly string[]): void {
    if (uuids.length > 0) this.watch.review(this.options.feed.position.sequence, uuids);
  }

  /** Who may still see what, and what there is to see besides changes. */
  private async ask(): Promise<Look<Item>> {
    const { topic, uuids, actor } = this.options;
    if (topic.besides) return topic.look(actor(), uuids);
    return { ...(await topic.check(actor(), uuids)), items: [] };
  }

  private async snapshot(reason: SnapshotReason): Promise<LivePayload<Item>> {
    const { feed, access, topic, uuids, actor, onSnapshot } = this.options;
    onSnapshot(reason);
    this.watch.restart();
    const { position } = feed;
    const askedAt = access.moment;
    const look = await topic.look(actor(), uuids);
    this.see(look, askedAt);
    this.told.look(look.items, true);
    const cursor = toCursor(position, this.told.mark);
    return { cursor, isSnapshot: true, snapshotReason: reason, items: look.items };
  }

  /** An owner that is away for a moment does not end what is under way. */
  private async patiently<Payload>(look: () => Promise<Payload>): Promise<Payload> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await look();
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
}
