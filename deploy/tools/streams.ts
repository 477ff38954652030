import { DeliverPolicy, jetstream, jetstreamManager, type Consumer, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { readableMessage, StreamReports, type StreamReport } from '@unitfleet/messaging';
import { readArguments, readNumber, runCommand, UsageError } from './src/command-line';
import { connectToFleet } from './src/fleet-connection';

const USAGE = `usage: npm run streams -- COMMAND

  list                                   streams with their counts, and how far each consumer is behind
  tail STREAM [--subject S] [--from SEQ] [--follow]
                                         the last ten messages, or all on the subject S, or those from SEQ on, one
                                         line each; with --follow also what comes, until Ctrl-C. S may hold the
                                         wildcards * and >

Secrets are covered. NATS_URL says where the fleet's NATS is; without it the local fleet that runs here is asked.
`;

const TAIL = 10;
const BATCH = 200;

const streamLine = ({ name, messages, bytes, firstSequence, lastSequence }: StreamReport): string =>
  `${name.padEnd(10)} ${String(messages).padStart(9)} messages  ${String(bytes).padStart(11)} bytes  ` +
  `${firstSequence}..${lastSequence}\n`;

const list = async (connection: NatsConnection): Promise<void> => {
  for (const stream of await new StreamReports(connection).all()) {
    process.stdout.write(streamLine(stream));
    for (const { name, pending, waitingForAck, redelivered } of stream.consumers)
      process.stdout.write(`  ${name}: ${pending} behind, ${waitingForAck} held, ${redelivered} again\n`);
  }
};

const messageLine = (message: JsMsg): string => {
  const { subject, data, headers, seq, time } = message;
  const text = readableMessage({ subject, data, contentType: headers?.get('content-type') });
  return `${seq}  ${time.toISOString()}  ${subject}  ${text}\n`;
};

interface Tail {
  readonly stream: string;
  readonly subject?: string;
  readonly from?: number;
  readonly follow: boolean;
}

const readable = async (connection: NatsConnection, tail: Tail): Promise<Consumer> => {
  const manager = await jetstreamManager(connection);
  const info = await manager.streams.info(tail.stream).catch(() => {
    throw new UsageError(`There is no stream ${tail.stream}.`);
  });
  const recent = tail.subject ? 1 : info.state.last_seq - TAIL + 1;
  return jetstream(connection).consumers.get(tail.stream, {
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: Math.max(tail.from ?? recent, 1),
    ...(tail.subject ? { filter_subjects: tail.subject } : {}),
  });
};

/** What is there at this moment. */
const printStored = async (consumer: Consumer): Promise<void> => {
  let { num_pending: left } = await consumer.info();
  while (left > 0) {
    const count = Math.min(left, BATCH);
    for await (const message of await consumer.fetch({ max_messages: count })) {
      process.stdout.write(messageLine(message));
      left -= 1;
    }
  }
};

const follow = async (consumer: Consumer): Promise<void> => {
  const messages = await consumer.consume({ max_messages: BATCH });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => messages.stop());
  for await (const message of messages) process.stdout.write(messageLine(message));
};

void runCommand(USAGE, async () => {
  const { values, positionals } = readArguments(process.argv.slice(2), {
    subject: { type: 'string' },
    from: { type: 'string' },
    follow: { type: 'boolean', default: false },
  });
  const [command, stream, ...rest] = positionals;
  const isTail = command === 'tail' && stream !== undefined;
  if ((!isTail && !(command === 'list' && !stream)) || rest.length > 0)
    throw new UsageError('Say what to do.');
  const from = values.from === undefined ? undefined : readNumber(values.from, '--from');
  const connection = await connectToFleet();
  try {
    if (!isTail) return await list(connection);
    const consumer = await readable(connection, { ...values, stream, from });
    await (values.follow ? follow(consumer) : printStored(consumer));
  } finally {
    await connection.close();
  }
});
