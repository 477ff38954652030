import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type ConsumerMessages,
  type JsMsg,
  type StreamInfo,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { Logger } from '@unitfleet/observability';
import { streamIdentity } from '../topology/reconcile-streams';
import type { StreamName } from '../topology/streams';

/** Also how long a lost server can delay, once it is back, what it has for us. */
const POLL_MS = 3_000;
const REOPEN_MS = 250;
/** A message may expire between the look at the stream and its delivery; nobody waits for it for ever. */
const START_PATIENCE_MS = 10_000;

/** The server has forgotten where we were, or has another stream of this name by now. */
const LOST = new Set([
  'ordered_consumer_recreated',
  'consumer_not_found',
  'consumer_deleted',
  'stream_not_found',
]);

/** One message of a stream, as it is stored. */
export interface TailMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly data: Uint8Array;
}

export interface StreamTailOptions {
  /** So many of the newest messages that the stream holds at the start are given first. */
  readonly lookBack: number;
  /** Called in the order of the stream; must not fail. */
  onMessage(message: TailMessage): void;
  /** What follows does not join what came before: messages are missing in between, or the stream is another one. */
  onGap(): void;
}

/**
 * Reads a whole stream in order, in this process alone and without acknowledgements, for as long as the process lives:
 * one consumer, however many are interested in what it reads.
 */
export class StreamTail {
  private readonly stopping = new AbortController();
  private messages: ConsumerMessages | null = null;
  private loop: Promise<void> | null = null;
  private known: string | null = null;
  private read = 0;
  private awaited: { sequence: number; resolve: () => void } | null = null;

  constructor(
    private readonly connection: NatsConnection,
    private readonly stream: StreamName,
    private readonly log: Logger,
    private readonly options: StreamTailOptions,
  ) {}

  /** What tells this stream from another of its name; empty before the start. */
  get identity(): string {
    return this.known ?? '';
  }

  /** Sequence of the last message that was given. */
  get sequence(): number {
    return this.read;
  }

  /**
   * Resolves when everything has been given that the stream held when it was found, or after 10 s. Called again while the
   * stream is not there, it goes on waiting.
   */
  async start(): Promise<void> {
    const caughtUp = new Promise<void>((resolve) => {
      this.awaited = { sequence: Infinity, resolve };
    });
    this.loop ??= this.run();
    await Promise.race([caughtUp, this.loop, sleep(START_PATIENCE_MS, undefined, { ref: false })]);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.messages?.stop();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.follow();
      } catch (error) {
        if (this.stopping.signal.aborted || this.connection.isClosed()) return;
        this.log.warn({ err: error, stream: this.stream }, 'a stream cannot be read; it is opened anew');
      }
      await sleep(REOPEN_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async follow(): Promise<void> {
    const manager = await jetstreamManager(this.connection);
    this.locate(await manager.streams.info(this.stream));
    const consumer = await jetstream(this.connection).consumers.get(this.stream, {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: this.read + 1,
    });
    const messages = await consumer.consume({ expires: POLL_MS });
    this.messages = messages;
    if (this.stopping.signal.aborted) messages.stop();
    void this.stopWhenLost(messages);
    try {
      for await (const message of messages) this.give(message);
    } finally {
      void consumer.delete().catch(() => undefined);
    }
  }

  /** Goes on where it stopped if this is still the stream that was read; otherwise begins. */
  private locate(info: StreamInfo): void {
    const { first_seq: first, last_seq: last } = info.state;
    const identity = streamIdentity(info);
    if (this.known !== identity || last < this.read) {
      if (this.known !== null) this.options.onGap();
      this.known = identity;
      this.read = Math.max(first - 1, last - this.options.lookBack, 0);
    }
    if (this.awaited?.sequence === Infinity) this.awaited.sequence = last;
    this.settle();
  }

  private give({ subject, seq, data }: JsMsg): void {
    if (seq <= this.read) return;
    if (seq !== this.read + 1) this.options.onGap();
    this.read = seq;
    this.options.onMessage({ subject, sequence: seq, data });
    this.settle();
  }

  private settle(): void {
    if (!this.awaited || this.read < this.awaited.sequence) return;
    this.awaited.resolve();
    this.awaited = null;
  }

  private async stopWhenLost(messages: ConsumerMessages): Promise<void> {
    for await (const { type } of messages.status()) if (LOST.has(type)) messages.stop();
  }
}
