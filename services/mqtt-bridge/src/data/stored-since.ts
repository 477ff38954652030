import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type ConsumerInfo,
  type JsMsg,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import type { StreamName } from '@unitfleet/messaging';

/** Header that holds the id by which a stream recognises a repetition. */
export const MESSAGE_ID = 'Nats-Msg-Id';
/** How far the clocks of this machine and of NATS may be apart. */
export const CLOCK_SKEW_MS = 30_000;

const BATCH = 500;
const BATCH_DEADLINE_MS = 2_000;
const ABANDONED_AFTER_MS = 30_000;

/**
 * Reads what a stream has stored since a time, up to what it holds when the reading begins; it ends also when that is
 * nothing or is trimmed meanwhile.
 *
 * @throws when the connection loses something on the way.
 */
export async function* storedSince(
  connection: NatsConnection,
  stream: StreamName,
  since: Date,
  subject?: string,
): AsyncGenerator<JsMsg> {
  const { consumers } = await jetstreamManager(connection);
  const created = await consumers.add(stream, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartTime,
    opt_start_time: since.toISOString(),
    filter_subject: subject,
    inactive_threshold: nanos(ABANDONED_AFTER_MS),
    mem_storage: true,
  });
  try {
    yield* readPending(connection, created);
  } finally {
    // It would end by itself as well.
    await consumers.delete(stream, created.name).catch(() => undefined);
  }
}

async function* readPending(
  connection: NatsConnection,
  { stream_name, name, num_pending }: ConsumerInfo,
): AsyncGenerator<JsMsg> {
  const consumer = await jetstream(connection).consumers.get(stream_name, name);
  let read = 0;
  while (read < num_pending) {
    const wanted = Math.min(BATCH, num_pending - read);
    const before = read;
    for await (const message of await consumer.fetch({ max_messages: wanted, expires: BATCH_DEADLINE_MS })) {
      read += 1;
      if (message.info.deliverySequence !== read) throw new Error(`messages of ${stream_name} were missed`);
      yield message;
    }
    if (read === before) return;
  }
}
