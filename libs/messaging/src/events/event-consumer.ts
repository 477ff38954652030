import { setTimeout as sleep } from 'node:timers/promises';
import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type Consumer,
  type ConsumerMessages,
  type JsMsg,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import type { ServiceName } from '@unitfleet/contracts';
import type { Logger } from '@unitfleet/observability';
import { DeadLetterBox } from '../dead-letters/dead-letter-box';
import { MessagingMetrics } from '../metrics/messaging-metrics';
import type { ConsumerBinding } from '../nest/decorators';
import type { Handler } from '../rpc/rpc-server';
import { backoff, judge } from './failure';
import { Lane } from './lane';
import { runHandler } from './run-handler';

const ACK_WAIT_MS = 30_000;
/** Also how long a lost server can delay, once it is back, what it has for us. */
const FETCH_MS = 5_000;
const REOPEN_MS = 500;
const MIN_PREFETCH = 16;
/** From this delivery on a message may be one that kills its process: nothing is taken along with it. */
const SUSPICIOUS_DELIVERY = 3;
const DEFAULT_ATTEMPTS = 8;
/** Deliveries beyond the attempts tell that the process itself died of the message. */
const CRASH_MARGIN = 3;

/** Durable name of a service's consumer of one kind of message. */
export const consumerName = (service: ServiceName, binding: ConsumerBinding): string =>
  `${service}--${binding.type.replaceAll('.', '-')}`;

/**
 * One durable pull consumer. A message is acknowledged after its handler has ended; one that keeps failing, or that
 * nobody can read, becomes a dead letter and stands in nobody's way. While an engine or another service is away,
 * messages wait without being counted as failed.
 */
export class EventConsumer {
  readonly name: string;
  private readonly stopping = new AbortController();
  private readonly lane: Lane;
  private fetching: ConsumerMessages | null = null;
  private pumping: Promise<void> = Promise.resolve();
  /** Starts at one and doubles, so that the neighbours of a message that kills are not delivered with it. */
  private batch = 1;
  private readonly largestBatch: number;

  constructor(
    private readonly connection: NatsConnection,
    service: ServiceName,
    private readonly binding: ConsumerBinding,
    private readonly handler: Handler,
    private readonly deadLetters: DeadLetterBox,
    private readonly log: Logger,
    private readonly isReady: () => Promise<boolean> = () => Promise.resolve(true),
    private readonly metrics = new MessagingMetrics(),
  ) {
    this.name = consumerName(service, binding);
    const { concurrency = 1 } = binding.options;
    this.lane = new Lane(concurrency, (message) => this.settle(message));
    this.largestBatch = Math.max(MIN_PREFETCH, 2 * concurrency);
  }

  /** Resolves when the server knows the consumer. */
  async start(): Promise<void> {
    const consumer = await this.open();
    this.pumping = this.pump(consumer);
  }

  /** Takes no more messages, gives back those that have not begun and waits for those under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.fetching?.stop();
    await this.lane.close();
    await this.pumping;
  }

  /** Deliveries are counted but not limited by the server: it would drop a message without a word. */
  private async open(): Promise<Consumer> {
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

  private async pump(first: Consumer): Promise<void> {
    let consumer: Consumer | null = first;
    while (!this.stopping.signal.aborted) {
      try {
        consumer ??= await this.open();
        await this.takeBatch(consumer);
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        if (this.connection.isClosed()) throw error;
        this.log.warn({ err: error, consumer: this.name }, 'a consumer lost its server; it opens anew');
        consumer = null;
        await this.pause(REOPEN_MS);
      }
    }
  }

  private async takeBatch(consumer: Consumer): Promise<void> {
    this.fetching = await consumer.fetch({ max_messages: this.batch, expires: FETCH_MS });
    if (this.stopping.signal.aborted) this.fetching.stop();
    for await (const message of this.fetching) {
      const isSuspicious = message.info.deliveryCount >= SUSPICIOUS_DELIVERY;
      this.batch = isSuspicious ? 1 : Math.min(this.batch * 2, this.largestBatch);
      this.lane.add(message);
    }
    await this.lane.atMost(Math.floor(this.batch / 2));
  }

  private async settle(message: JsMsg): Promise<void> {
    try {
      await this.handle(message);
    } catch (error) {
      this.log.error(
        { err: error, consumer: this.name },
        'a message could not be settled; it will come again',
      );
    }
  }

  private async handle(message: JsMsg): Promise<void> {
    const attempts = this.binding.options.attempts ?? DEFAULT_ATTEMPTS;
    const attempt = message.info.deliveryCount;
    if (attempt > attempts + CRASH_MARGIN)
      return this.bury(message, new Error('the process died of it repeatedly'));
    for (let waits = 1; ; waits += 1) {
      try {
        await runHandler(this.name, this.binding, this.handler, message);
        message.ack();
        return this.metrics.consumed(this.name, 'handled');
      } catch (error) {
        const verdict = await judge(error, this.isReady);
        if (verdict === 'hopeless') return this.bury(message, error);
        if (verdict === 'failed' && attempt >= attempts) return this.bury(message, error);
        this.metrics.consumed(this.name, verdict === 'failed' ? 'failed' : 'waited');
        const delay = backoff(verdict === 'failed' ? attempt : waits);
        this.log.warn(
          { err: error, consumer: this.name, attempt, delay },
          'a message failed; it will be tried again',
        );
        if (verdict === 'failed') return message.nak(delay);
        if (!(await this.pause(delay))) return message.nak();
      }
    }
  }

  private async bury(message: JsMsg, error: unknown): Promise<void> {
    this.log.error(
      { err: error, consumer: this.name, sequence: message.seq },
      'a message became a dead letter',
    );
    await this.deadLetters.put(this.name, message, error);
    message.term();
    this.metrics.consumed(this.name, 'dead-letter');
  }

  /** False when the consumer stops meanwhile. */
  private pause(ms: number): Promise<boolean> {
    return sleep(ms, true, { signal: this.stopping.signal }).catch(() => false);
  }
}
