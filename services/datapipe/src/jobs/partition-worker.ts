import {
  DeliverPolicy,
  type Consumer,
  type ConsumerMessages,
  type JetStreamClient,
  type JsMsg,
} from '@nats-io/jetstream';
import { setTimeout as sleep } from 'node:timers/promises';
import { telemetrySubject } from '@unitfleet/contracts';
import type { Logger } from '@unitfleet/observability';
import type { Lease } from '../data/partitions/partition.store';
import type { TelemetrySink } from '../data/telemetry/telemetry-sink';
import type { PartitionEngine } from '../domain/telemetry/partition-engine';
import type { EventLoopTurn } from './event-loop-turn';

/** The stream of telemetry frames. */
export const TELEMETRY_STREAM = 'TELEMETRY';

/** After a restart of the server reading goes on when the pull that it has forgotten ends. */
const PULL_MS = 5_000;
const PREFETCHED_FRAMES = 32;
const RETRY_MS = 250;

/** A partition ready to be processed. */
export interface OpenedPartition {
  readonly engine: PartitionEngine;
  /** Creation time of the stream that the engine's position belongs to. */
  readonly streamCreated: string;
}

export interface WorkerDependencies {
  readonly jetstream: JetStreamClient;
  readonly sink: TelemetrySink;
  readonly turn: EventLoopTurn;
  readonly log: Logger;
  open(): Promise<OpenedPartition>;
}

/**
 * Feeds one partition's frames to its engine, in the order of the stream, from behind the checkpoint on. The ordered
 * consumer has no acknowledgements: nothing is redelivered out of order, and what was lost with a connection is read again.
 */
export class PartitionWorker {
  opened: OpenedPartition | null = null;
  /** By `performance.now()`: processing stops here, before anybody else may take the partition. */
  heldUntil: number;
  /** Sequence of the last checkpoint that this process wrote; -1 before the first. */
  checkpointed = -1;
  /** Being handed over: it takes no more frames. */
  isLeaving = false;
  /** A frame was left half processed: where the engine stands is no place to go on from. */
  hasFailed = false;
  /** Resolves when it works no more, for whatever reason. */
  ended: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private messages: ConsumerMessages | null = null;
  private reading: Consumer | null = null;
  /** Frames of `reading` that are processed. */
  private processed = 0;
  private knownLag = 0;

  constructor(
    readonly lease: Lease,
    heldUntil: number,
    private readonly dependencies: WorkerDependencies,
  ) {
    this.heldUntil = heldUntil;
  }

  get isHeld(): boolean {
    return performance.now() < this.heldUntil;
  }

  /**
   * Frames in the stream behind the last one processed, as the server counts them now: one that waits for its stores
   * sees none of those that come. The last known number when the server does not answer.
   */
  async lag(): Promise<number> {
    const info = await this.reading?.info().catch(() => null);
    if (info) this.knownLag = Math.max(0, info.num_pending + info.delivered.consumer_seq - this.processed);
    return this.knownLag;
  }

  /** Works until it is stopped or holds its lease no more. @returns when it does not work any more; rejects on a defect. */
  start(): Promise<void> {
    const done = this.run();
    this.ended = done.catch(() => undefined);
    return done;
  }

  /** Takes no more frames; resolves when the one under way is processed. */
  async stop(): Promise<void> {
    this.isLeaving = true;
    this.stopping.abort();
    this.messages?.stop();
    await this.ended;
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted || !this.isHeld;
  }

  private async run(): Promise<void> {
    const { log } = this.dependencies;
    const { partition } = this.lease;
    const { engine } = (this.opened = await this.dependencies.open());
    while (!this.isStopped) {
      const consumer = await this.consumer(engine.position.sequence + 1);
      if (!consumer) continue;
      this.reading = consumer;
      this.processed = 0;
      let failure: unknown;
      try {
        const messages = await consumer.consume({ max_messages: PREFETCHED_FRAMES, expires: PULL_MS });
        this.messages = messages;
        if (!this.isStopped) failure = await this.pump(engine, messages);
      } catch (error) {
        log.warn({ err: error, partition }, 'reading telemetry was interrupted; it goes on');
        await this.pause();
      } finally {
        this.reading = null;
        this.messages?.stop();
        void consumer.delete().catch(() => undefined);
      }
      if (failure) throw failure;
    }
  }

  private async consumer(sequence: number): Promise<Consumer | null> {
    const { jetstream, log } = this.dependencies;
    const { partition } = this.lease;
    try {
      return await jetstream.consumers.get(TELEMETRY_STREAM, {
        filter_subjects: telemetrySubject(partition),
        deliver_policy: DeliverPolicy.StartSequence,
        opt_start_seq: sequence,
      });
    } catch (error) {
      log.warn({ reason: String(error), partition }, 'waiting for the telemetry stream');
      await this.pause();
      return null;
    }
  }

  private async pause(): Promise<void> {
    await sleep(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  /** @returns a failure of the engine, which reading again does not mend; rejects when reading fails. */
  private async pump(engine: PartitionEngine, messages: AsyncIterable<JsMsg>): Promise<unknown> {
    const { sink, turn } = this.dependencies;
    for await (const message of messages) {
      if (this.isStopped) return undefined;
      try {
        engine.process(message.seq, message.data);
      } catch (error) {
        this.hasFailed = true;
        return error;
      }
      this.processed = message.info.deliverySequence;
      if (!sink.hasRoom) await sink.room();
      if (turn.isOver) await turn.pass();
    }
    return undefined;
  }
}
