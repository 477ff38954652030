import type { NatsConnection } from '@nats-io/nats-core';
import { StreamTail, type StreamName, type TailMessage } from '@unitfleet/messaging';
import type { Logger } from '@unitfleet/observability';
import type { Change, ChangeReader, Receiver } from './change';
import type { StreamPosition } from './cursor';
import { MessageRing } from './message-ring';

/** Stands for every uuid. */
const EVERY: readonly string[] = ['*'];

export interface LiveFeedOptions {
  readonly stream: Extract<StreamName, 'LIVE' | 'EVENTS'>;
  /** Subjects that are of interest, and what is read from them. */
  readonly readers: ReadonlyMap<string, ChangeReader>;
  readonly historyBytes: number;
  /** Messages that are read back at the start, for clients of a process that went. */
  readonly lookBack: number;
  /** Called for every message as it comes; must not fail. */
  onMessage?(message: TailMessage): void;
}

/**
 * One stream, read once by this process and handed on to whoever is concerned. What nobody is waiting for is kept for a
 * while, unread.
 */
export class LiveFeed {
  private readonly tail: StreamTail;
  private readonly ring: MessageRing;
  private readonly receivers = new Map<string, Map<string, Set<Receiver>>>();
  private readonly gapListeners: (() => void)[] = [];

  constructor(
    connection: NatsConnection,
    private readonly log: Logger,
    private readonly options: LiveFeedOptions,
  ) {
    this.ring = new MessageRing(options.historyBytes);
    this.tail = new StreamTail(connection, options.stream, log, {
      lookBack: options.lookBack,
      onMessage: (message) => this.take(message),
      onGap: () => this.resume(),
    });
  }

  async start(): Promise<void> {
    await this.tail.start();
    this.ring.begin(this.tail.sequence);
  }

  stop(): Promise<void> {
    return this.tail.stop();
  }

  /** Where the stream has been read to; all behind it reaches the receivers that are there now. */
  get position(): StreamPosition {
    return { identity: this.tail.identity, sequence: this.tail.sequence };
  }

  add(receiver: Receiver): void {
    for (const subject of receiver.subjects) {
      const byUuid = this.receivers.get(subject) ?? new Map<string, Set<Receiver>>();
      this.receivers.set(subject, byUuid);
      for (const uuid of receiver.uuids ?? EVERY)
        byUuid.set(uuid, (byUuid.get(uuid) ?? new Set<Receiver>()).add(receiver));
    }
  }

  remove(receiver: Receiver): void {
    for (const subject of receiver.subjects) {
      const byUuid = this.receivers.get(subject);
      if (!byUuid) continue;
      for (const uuid of receiver.uuids ?? EVERY) {
        const concerned = byUuid.get(uuid);
        concerned?.delete(receiver);
        if (concerned?.size === 0) byUuid.delete(uuid);
      }
      if (byUuid.size === 0) this.receivers.delete(subject);
    }
  }

  /** All that somebody watches on these subjects, by uuid. */
  watched(subjects: readonly string[]): string[] {
    const uuids = new Set<string>();
    for (const subject of subjects)
      for (const uuid of this.receivers.get(subject)?.keys() ?? []) uuids.add(uuid);
    return [...uuids];
  }

  /** Told when messages were missed. */
  onGap(listener: () => void): void {
    this.gapListeners.push(listener);
  }

  /** Whether everything behind this sequence, which must have been read already, is still remembered. */
  remembers(sequence: number): boolean {
    return sequence <= this.tail.sequence && this.ring.covers(sequence);
  }

  /** The first remembered message behind this sequence. */
  after(sequence: number): TailMessage | null {
    return this.ring.after(sequence);
  }

  /** Changes of a message; none where it cannot be read. */
  read({ subject, data, sequence }: TailMessage): readonly Change[] {
    try {
      return this.options.readers.get(subject)?.(data) ?? [];
    } catch (error) {
      this.log.warn({ err: error, subject, sequence }, 'a message for watchers cannot be read');
      return [];
    }
  }

  private take(message: TailMessage): void {
    this.ring.begin(message.sequence - 1);
    this.options.onMessage?.(message);
    if (!this.options.readers.has(message.subject)) return;
    this.ring.add(message);
    const byUuid = this.receivers.get(message.subject);
    if (!byUuid) return;
    const concerned = new Map<Receiver, Change[]>();
    const everything = byUuid.get(EVERY[0]!) ?? [];
    for (const change of this.read(message))
      for (const receiver of [...(byUuid.get(change.uuid) ?? []), ...everything]) {
        const changes = concerned.get(receiver);
        if (changes) changes.push(change);
        else concerned.set(receiver, [change]);
      }
    for (const [receiver, changes] of concerned) receiver.offer(message.sequence, changes);
  }

  private resume(): void {
    this.ring.clear();
    const everybody = new Set<Receiver>();
    for (const byUuid of this.receivers.values())
      for (const receivers of byUuid.values()) for (const receiver of receivers) everybody.add(receiver);
    for (const receiver of everybody) receiver.lost();
    for (const listener of this.gapListeners) listener();
  }
}
