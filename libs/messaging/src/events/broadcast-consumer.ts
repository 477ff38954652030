import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type ConsumerMessages,
  type JsMsg,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { ServiceName } from '@unitfleet/contracts';
import type { Logger } from '@unitfleet/observability';
import { MessagingMetrics } from '../metrics/messaging-metrics';
import type { ConsumerBinding } from '../nest/decorators';
import type { Handler } from '../rpc/rpc-server';
import { consumerName } from './event-consumer';
import { backoff } from './failure';
import { runHandler } from './run-handler';

const DEFAULT_ATTEMPTS = 3;
/** Also how long a lost server can delay, once it is back, what it has for us. */
const POLL_MS = 3_000;

/**
 * Gives every message from now on to this process, in order, without acknowledgement: for caches in memory. What
 * fails is tried again on the spot and then left out; there is nothing to be delivered to somebody else.
 */
export class BroadcastConsumer {
  readonly name: string;
  private readonly stopping = new AbortController();
  private messages: ConsumerMessages | null = null;
  private pumping: Promise<void> = Promise.resolve();

  constructor(
    private readonly connection: NatsConnection,
    service: ServiceName,
    private readonly binding: ConsumerBinding,
    private readonly handler: Handler,
    private readonly log: Logger,
    private readonly metrics = new MessagingMetrics(),
  ) {
    this.name = consumerName(service, binding);
  }

  /** Resolves when no later message can be missed. */
  async start(): Promise<void> {
    const { stream, filterSubject } = this.binding;
    const manager = await jetstreamManager(this.connection);
    const { state } = await manager.streams.info(stream);
    // A sequence, not "new": a consumer that is made anew after a lost connection would start behind the gap.
    const consumer = await jetstream(this.connection).consumers.get(stream, {
      filter_subjects: filterSubject,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: state.last_seq + 1,
    });
    this.messages = await consumer.consume({ expires: POLL_MS });
    this.pumping = this.pump(this.messages);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.messages?.stop();
    await this.pumping;
  }

  private async pump(messages: ConsumerMessages): Promise<void> {
    for await (const message of messages) {
      if (this.stopping.signal.aborted) return;
      await this.handle(message);
    }
  }

  private async handle(message: JsMsg): Promise<void> {
    const attempts = this.binding.options.attempts ?? DEFAULT_ATTEMPTS;
    for (let attempt = 1; attempt <= attempts && !this.stopping.signal.aborted; attempt += 1) {
      try {
        await runHandler(this.name, this.binding, this.handler, message);
        return this.metrics.consumed(this.name, 'handled');
      } catch (error) {
        this.metrics.consumed(this.name, 'failed');
        this.log.error({ err: error, consumer: this.name, attempt }, 'a message failed in this process');
        if (attempt < attempts) await this.pause(backoff(attempt));
      }
    }
  }

  private pause(ms: number): Promise<unknown> {
    return sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
