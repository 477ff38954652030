import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { NatsConnection } from '@nats-io/nats-core';
import type { ServiceName } from '@unitfleet/contracts';
import type { Logger, Registry } from '@unitfleet/observability';
import { from, lastValueFrom, isObservable } from 'rxjs';
import { DeadLetterBox } from '../dead-letters/dead-letter-box';
import { BroadcastConsumer } from '../events/broadcast-consumer';
import { EventConsumer } from '../events/event-consumer';
import { MessagingMetrics } from '../metrics/messaging-metrics';
import { RpcServer, type Handler } from '../rpc/rpc-server';
import { StreamServer } from '../rpc/stream-server';
import { UploadServer } from '../rpc/upload-server';
import { reconcileStreams } from '../topology/reconcile-streams';
import type { StreamLimits } from '../topology/streams';
import type { ConsumerBinding, RpcBinding } from './decorators';

/** Calls a Nest handler and waits for the end of what it returns; Nest itself would return at the first value. */
const toEnd =
  (handler: MessageHandler): Handler =>
  async (data, context) => {
    const result: unknown = await handler(data, context);
    return isObservable(result) ? lastValueFrom(from(result), { defaultValue: undefined }) : result;
  };

export interface NatsStrategyOptions {
  /** Whether the service has all it needs: while it has not, no failure is blamed on a message. */
  readonly isReady?: () => Promise<boolean>;
  /** Where the transport's metrics go. */
  readonly registry?: Registry;
  readonly limits?: StreamLimits;
}

/**
 * NATS as a transport of Nest: `RpcHandler`s answer core requests in the service's queue group, `OnEvent` and
 * `OnDevice` handlers consume JetStream durably. Acknowledgement follows the end of the handler.
 */
export class NatsStrategy extends Server implements CustomTransportStrategy {
  private readonly metrics: MessagingMetrics;
  private readonly rpc: RpcServer;
  private readonly streams: StreamServer;
  private readonly uploads: UploadServer;
  private readonly consumers: (EventConsumer | BroadcastConsumer)[] = [];

  constructor(
    private readonly connection: NatsConnection,
    private readonly service: ServiceName,
    private readonly log: Logger,
    private readonly options: NatsStrategyOptions = {},
  ) {
    super();
    this.metrics = new MessagingMetrics(options.registry);
    this.rpc = new RpcServer(connection, service, log, this.metrics);
    this.streams = new StreamServer(connection, service, this.rpc);
    this.uploads = new UploadServer(connection, service, this.rpc);
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
    await this.rpc.drain();
  }

  /** The strategy's own connection has no event emitter of Nest's kind to offer. */
  on(): void {}

  unwrap<T>(): T {
    return this.connection as T;
  }

  private async start(): Promise<void> {
    await reconcileStreams(this.connection, this.options.limits);
    for (const handler of this.messageHandlers.values()) {
      if (handler.next) throw new Error(`two handlers of ${this.service} share one pattern`);
      if (handler.isEventHandler) this.addConsumer(handler);
      else this.addOperation(handler);
    }
    await Promise.all(this.consumers.map((consumer) => consumer.start()));
    // Whoever is told that this service is ready may ask at once, over a connection of its own.
    await this.connection.flush();
  }

  private addOperation(handler: MessageHandler): void {
    const binding = handler.extras as RpcBinding;
    if ('operation' in binding) this.rpc.serve(binding.operation, toEnd(handler));
    else if ('stream' in binding) this.streams.serve(binding.stream, toEnd(handler));
    else this.uploads.serve(binding.upload, toEnd(handler));
  }

  private addConsumer(handler: MessageHandler): void {
    const { connection, service, log, metrics } = this;
    const binding = handler.extras as unknown as ConsumerBinding;
    const run = toEnd(handler);
    if (binding.options.everyProcess) {
      this.consumers.push(new BroadcastConsumer(connection, service, binding, run, log, metrics));
      return;
    }
    const box = new DeadLetterBox(connection);
    const { isReady } = this.options;
    this.consumers.push(new EventConsumer(connection, service, binding, run, box, log, isReady, metrics));
  }
}
