import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type ConsumerMessages,
  type JsMsg,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import { isDomainError, type Envelope, type ServiceName } from '@unitfleet/contracts';
import { continueTrace, type Logger } from '@unitfleet/observability';
import { causedBy } from '../codec/cause';
import { unwrap } from '../codec/envelopes';
import { incomingTrace } from '../codec/headers';
import { DeadLetterBox } from '../dead-letters/dead-letter-box';
import type { ConsumerBinding } from '../nest/decorators';
import type { Handler } from '../rpc/rpc-server';

const ACK_WAIT_MS = 30_000;
const PREFETCH = 16;
const DEFAULT_ATTEMPTS = 8;
/** Deliveries beyond the attempts tell that the process itself died of the message. */
const CRASH_MARGIN = 3;
const BACKOFF_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000];

/** Durable name of a service's consumer of one kind of message. */
export const consumerName = (service: ServiceName, binding: ConsumerBinding): string =>
  `${service}--${binding.type.replaceAll('.', '-')}`;

/**
 * One durable pull consumer. A message is acknowledged after its handler has ended; one that keeps failing, or that
 * nobody can read, becomes a dead letter and stands in nobody's way.
 */
export class EventConsumer {
  private messages: ConsumerMessages | null = null;
  private readonly running = new Set<Promise<void>>();
  readonly name: string;

  constructor(
    private readonly connection: NatsConnection,
    service: ServiceName,
    private readonly binding: ConsumerBinding,
    private readonly handler: Handler,
    private readonly deadLetters: DeadLetterBox,
    private readonly log: Logger,
  ) {
    this.name = consumerName(service, binding);
  }

  async start(): Promise<void> {
    const consumer = this.binding.options.everyProcess ? await this.ephemeral() : await this.durable();
    this.messages = await consumer.consume({ max_messages: PREFETCH });
    void this.pump(this.messages);
  }

  /** Takes no more messages and waits for those under way. */
  async stop(): Promise<void> {
    this.messages?.stop();
    await Promise.all(this.running);
  }

  private async durable() {
    const manager = await jetstreamManager(this.connection);
    await manager.consumers.add(this.binding.stream, {
      durable_name: this.name,
      filter_subject: this.binding.filterSubject,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ACK_WAIT_MS),
      deliver_policy: DeliverPolicy.All,
      max_deliver: -1,
      max_ack_pending: 1_000,
    });
    return jetstream(this.connection).consumers.get(this.binding.stream, this.name);
  }

  private ephemeral() {
    return jetstream(this.connection).consumers.get(this.binding.stream, {
      filter_subjects: this.binding.filterSubject,
      deliver_policy: DeliverPolicy.New,
    });
  }

  private async pump(messages: ConsumerMessages): Promise<void> {
    const concurrency = this.binding.options.concurrency ?? 1;
    for await (const message of messages) {
      const run = this.handle(message).catch((error) =>
        this.log.error(
          { err: error, consumer: this.name },
          'a message could not be settled; it will come again',
        ),
      );
      this.running.add(run);
      void run.finally(() => this.running.delete(run));
      if (this.running.size >= concurrency) await Promise.race(this.running);
    }
  }

  private async handle(message: JsMsg): Promise<void> {
    const attempts = this.binding.options.attempts ?? DEFAULT_ATTEMPTS;
    const attempt = message.info.deliveryCount;
    if (attempt > attempts + CRASH_MARGIN)
      return this.bury(message, new Error('the process died of it repeatedly'));
    try {
      await continueTrace(this.name, 'consumer', incomingTrace(message.headers), () => this.run(message));
      if (!this.binding.options.everyProcess) message.ack();
    } catch (error) {
      const isHopeless = isDomainError(error) && error.class.delivery === 'dead-letter';
      if (isHopeless || attempt >= attempts) return this.bury(message, error);
      this.log.warn({ err: error, consumer: this.name, attempt }, 'a message failed; it will be tried again');
      message.nak(BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length) - 1]);
    }
  }

  private async run(message: JsMsg): Promise<void> {
    const envelope: Envelope = unwrap(message.data, this.binding.schema);
    const { id, correlation, actor } = envelope;
    await causedBy({ id, correlation, actor }, () => this.handler(envelope, { actor, correlation }));
  }

  private async bury(message: JsMsg, error: unknown): Promise<void> {
    this.log.error(
      { err: error, consumer: this.name, sequence: message.seq },
      'a message became a dead letter',
    );
    await this.deadLetters.put(this.name, message, error);
    message.term();
  }
}
