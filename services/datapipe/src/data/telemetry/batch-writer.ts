import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@unitfleet/observability';

/** A place where things gather until they are written together. */
export interface Batch {
  /** Things in it. */
  readonly count: number;
  /** Its weight, in the unit of `maxSize`: things, or more when they are large. */
  readonly size: number;
  clear(): void;
}

export interface BatchWriterOptions<B extends Batch> {
  /** For the log: what is written where. */
  readonly name: string;
  newBatch(): B;
  /** Writes all of it, or fails; a failed write is repeated as a whole, so it must be idempotent. */
  write(batch: B): Promise<void>;
  /** A batch of this size is written at once, however short ago the last one was. */
  readonly maxSize: number;
  /** Shortest time between the starts of two writes, in milliseconds; longer for a slow store. */
  readonly intervalMs: number;
  readonly log: Logger;
  /** Told of each batch that was written: its count, and how long that took in seconds. */
  onWritten?(count: number, seconds: number): void;
}

interface Pending<B> {
  readonly batch: B;
  readonly stored: Promise<void>;
  settle(error?: Error): void;
}

const GATHERING_MS = 2;
/**
 * A store that takes its time gets larger batches: writes start this many times their duration apart. A batch costs much
 * however small it is, and the store has other things to do.
 */
const PAUSE_PER_WRITE = 3;
const LONGEST_PAUSE_MS = 200;
const BACKOFF_MS = [50, 200, 500, 1_000, 2_000, 5_000];
/** So many full batches may wait behind the one that is being written. */
const QUEUED_BATCHES = 2;

const newPending = <B>(batch: B): Pending<B> => {
  let settle: (error?: Error) => void = () => undefined;
  const stored = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  stored.catch(() => undefined);
  return { batch, stored, settle };
};

/**
 * Gathers and writes one batch at a time: at once when it was idle, else at most every so often. What cannot be
 * written is tried again, with growing pauses and for ever, while what comes gathers up to a bound; who adds has to
 * wait for `room` then. Nothing is ever discarded.
 */
export class BatchWriter<B extends Batch> {
  private current: Pending<B>;
  private spare: B | null = null;
  private writing: Pending<B> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private lastWriteAt = -Infinity;
  private lastWriteMs = 0;
  private isAwaited = false;
  private readonly closing = new AbortController();
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly options: BatchWriterOptions<B>) {
    this.current = newPending(options.newBatch());
  }

  /** Where to add; call `added` afterwards. Changes from batch to batch, so ask each time. */
  get batch(): B {
    return this.current.batch;
  }

  added(): void {
    if (this.writing) return;
    if (this.batch.size >= this.options.maxSize) this.start();
    else this.timer ??= setTimeout(() => this.start(), this.pauseMs());
  }

  /** False when whoever adds should wait for `room` first. */
  get hasRoom(): boolean {
    return !this.writing || this.batch.size < this.options.maxSize * QUEUED_BATCHES;
  }

  /** Resolves when adding may go on. */
  async room(): Promise<void> {
    while (!this.hasRoom && !this.closing.signal.aborted)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Resolves when everything added so far is stored; rejects when the writer is closed before. */
  async stored(): Promise<void> {
    if (this.batch.size === 0) return this.writing?.stored;
    const { stored } = this.current;
    this.isAwaited = true;
    this.start();
    return stored;
  }

  /** Gives up what is not written yet. */
  close(): void {
    this.closing.abort();
    if (this.timer) clearTimeout(this.timer);
    this.current.settle(new Error(`${this.options.name}: closed`));
    this.wakeAll();
  }

  private pauseMs(): number {
    const apartMs = Math.min(this.lastWriteMs * PAUSE_PER_WRITE, LONGEST_PAUSE_MS);
    const nextAt = this.lastWriteAt + Math.max(this.options.intervalMs, apartMs);
    return Math.max(GATHERING_MS, nextAt - performance.now());
  }

  private start(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.writing || this.batch.size === 0 || this.closing.signal.aborted) return;
    const writing = this.current;
    this.writing = writing;
    this.current = newPending(this.spare ?? this.options.newBatch());
    this.spare = null;
    this.isAwaited = false;
    this.lastWriteAt = performance.now();
    void this.writeUntilStored(writing).then(
      () => this.finish(writing),
      (error: Error) => writing.settle(error),
    );
  }

  private finish(written: Pending<B>): void {
    this.lastWriteMs = performance.now() - this.lastWriteAt;
    written.batch.clear();
    this.spare = written.batch;
    this.writing = null;
    written.settle();
    this.wakeAll();
    if (this.isAwaited) this.start();
    else if (this.batch.size > 0) this.added();
  }

  private wakeAll(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  private async writeUntilStored({ batch }: Pending<B>): Promise<void> {
    const { name, log } = this.options;
    for (let attempt = 0; ; attempt += 1) {
      const startedAt = performance.now();
      try {
        await this.options.write(batch);
        this.options.onWritten?.(batch.count, (performance.now() - startedAt) / 1_000);
        if (attempt > 0) log.info({ sink: name, attempt }, 'a sink takes data again');
        return;
      } catch (error) {
        if (this.closing.signal.aborted) throw error;
        log.warn(
          { err: error, sink: name, attempt, count: batch.count },
          'a sink failed; it will be tried again',
        );
        const pause = BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length - 1)];
        await sleep(pause, undefined, { signal: this.closing.signal });
      }
    }
  }
}
