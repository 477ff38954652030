import { DeliverPolicy, jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { Inject, Injectable } from '@nestjs/common';
import { Frame, isFrameFault, partitionOf, telemetrySubject, toNodeKey } from '@unitfleet/contracts';
import { NATS_CONNECTION } from '@unitfleet/messaging';

const STREAM = 'TELEMETRY';
const PREFETCHED_FRAMES = 32;
const PULL_MS = 2_000;
/** So many frames are read without a word at the most: who has gone is noticed when something is said. */
const FRAMES_PER_TURN = 64;

/** A message of the node, a time that has come (payload null), or nothing but a sign that reading goes on. */
export type Recorded = { readonly timeMs: number; readonly payload: Uint8Array | null } | 'reading';

/** What the telemetry stream still holds. Reading it changes nothing for those who process it. */
@Injectable()
export class RecordedTelemetry {
  constructor(@Inject(NATS_CONNECTION) private readonly connection: NatsConnection) {}

  /** What came for a node since a time and until now, oldest first. Ends early, without an error, when `signal` says so. */
  async *ofNode(nodeUuid: string, sinceMs: number, signal: AbortSignal): AsyncGenerator<Recorded> {
    const subject = telemetrySubject(partitionOf(nodeUuid));
    const manager = await jetstreamManager(this.connection, { checkAPI: false });
    const last = await manager.streams.getMessage(STREAM, { last_by_subj: subject });
    if (!last || last.time.getTime() < sinceMs || signal.aborted) return;
    const consumer = await jetstream(this.connection).consumers.get(STREAM, {
      filter_subjects: subject,
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: new Date(sinceMs).toISOString(),
    });
    const messages = await consumer.consume({ max_messages: PREFETCHED_FRAMES, expires: PULL_MS });
    const stop = () => messages.stop();
    signal.addEventListener('abort', stop);
    try {
      let frames = 0;
      for await (const message of messages) {
        for (const recorded of read(message, nodeUuid)) if (recorded.timeMs >= sinceMs) yield recorded;
        if (message.seq >= last.seq || signal.aborted) return;
        if ((frames += 1) % FRAMES_PER_TURN === 0) yield 'reading';
      }
    } finally {
      signal.removeEventListener('abort', stop);
      messages.stop();
      void consumer.delete().catch(() => undefined);
    }
  }
}

const read = ({ data }: JsMsg, nodeUuid: string): Exclude<Recorded, string>[] => {
  const found: Exclude<Recorded, string>[] = [];
  const key = toNodeKey(nodeUuid);
  try {
    const frame = new Frame(data);
    if (frame.kind === 'tick') found.push({ timeMs: frame.timeMs, payload: null });
    frame.forEach((node, timeMs, payload) => {
      if (node === key) found.push({ timeMs, payload: Buffer.from(payload) });
    });
  } catch (error) {
    // As in processing: what is before the cut of a broken frame counts.
    if (!isFrameFault(error)) throw error;
  }
  return found;
};
