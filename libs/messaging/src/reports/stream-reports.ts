import {
  AckPolicy,
  DeliverPolicy,
  jetstreamManager,
  type ConsumerInfo,
  type JetStreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';

/** A durable consumer of a stream. */
export interface ConsumerReport {
  readonly name: string;
  /** Messages that it has not been given yet. */
  readonly pending: number;
  readonly waitingForAck: number;
  /** Messages that were given to it more than once and are not acknowledged yet. */
  readonly redelivered: number;
  readonly lastDeliveredDatetime: Date | null;
}

/** What a stream holds, and how far its durable consumers are. */
export interface StreamReport {
  readonly name: string;
  readonly subjects: string[];
  readonly messages: number;
  readonly bytes: number;
  /** Null: it has no such bound. */
  readonly maxBytes: number | null;
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly firstDatetime: Date | null;
  readonly lastDatetime: Date | null;
  readonly consumers: ConsumerReport[];
}

/** A consumer made for counting goes by itself, should this process not remove it. */
const FORGOTTEN_AFTER_MS = 5_000;

/** The server writes the year 1 where there was none. */
const timeOf = (text: string | undefined): Date | null => {
  const time = new Date(text ?? NaN);
  return time.getTime() > 0 ? time : null;
};

const consumerReport = ({
  name,
  num_pending,
  num_ack_pending,
  num_redelivered,
  delivered,
}: ConsumerInfo) => ({
  name,
  pending: num_pending,
  waitingForAck: num_ack_pending,
  redelivered: num_redelivered,
  // The client library takes the text of the server for a number.
  lastDeliveredDatetime: timeOf(delivered.last_active as unknown as string | undefined),
});

/** Looks at the streams of the fleet, and changes nothing. */
export class StreamReports {
  constructor(private readonly connection: NatsConnection) {}

  /** All streams in the order of their names, each with its durable consumers. */
  async all(): Promise<StreamReport[]> {
    const manager = await jetstreamManager(this.connection);
    const streams: StreamInfo[] = [];
    for await (const stream of manager.streams.list()) streams.push(stream);
    const reports = await Promise.all(streams.map((stream) => this.report(manager, stream)));
    return reports.sort((left, right) => left.name.localeCompare(right.name, 'en'));
  }

  /** How many messages there are on a subject, which may have wildcards, from a sequence on; the server counts without reading. */
  async countFrom(stream: string, subject: string, sequence: number): Promise<number> {
    const { consumers } = await jetstreamManager(this.connection, { checkAPI: false });
    const { name, num_pending } = await consumers.add(stream, {
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: Math.max(sequence, 1),
      filter_subject: subject,
      inactive_threshold: nanos(FORGOTTEN_AFTER_MS),
      mem_storage: true,
      num_replicas: 1,
    });
    await consumers.delete(stream, name);
    return num_pending;
  }

  private async report(manager: JetStreamManager, { config, state }: StreamInfo): Promise<StreamReport> {
    const consumers: ConsumerReport[] = [];
    for await (const consumer of manager.consumers.list(config.name))
      if (consumer.config.durable_name) consumers.push(consumerReport(consumer));
    return {
      name: config.name,
      subjects: [...config.subjects],
      messages: state.messages,
      bytes: state.bytes,
      maxBytes: config.max_bytes > 0 ? config.max_bytes : null,
      firstSequence: state.first_seq,
      lastSequence: state.last_seq,
      firstDatetime: state.messages > 0 ? timeOf(state.first_ts) : null,
      lastDatetime: timeOf(state.last_ts),
      consumers: consumers.sort((left, right) => left.name.localeCompare(right.name, 'en')),
    };
  }
}
