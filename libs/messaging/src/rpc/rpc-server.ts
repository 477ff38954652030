import type { Msg, NatsConnection, Subscription } from '@nats-io/nats-core';
import {
  isDomainError,
  operationSubject,
  type OperationDefinition,
  type ServiceName,
} from '@unitfleet/contracts';
import { continueTrace, type Logger } from '@unitfleet/observability';
import { causedBy } from '../codec/cause';
import { unwrap, wrap } from '../codec/envelopes';
import { incomingTrace, outgoingHeaders } from '../codec/headers';
import { encodeLongMessage, isLong } from '../codec/long-message';
import { encodeMessage } from '../codec/message-pack';
import { withinAMoment } from '../connection/close-connection';
import { MessagingMetrics, type AnswerOutcome } from '../metrics/messaging-metrics';
import type { Call } from '../nest/call';
import { offerParts, REPLY_PART_BYTES } from './large-reply';
import { toErrorReply, type Reply } from './rpc-reply';

/** Runs a Nest handler to its end and answers what it returned. */
export type Handler = (data: unknown, context: unknown) => Promise<unknown>;

const outcomeOf = (reply: Reply): AnswerOutcome => {
  if (!('error' in reply)) return 'answered';
  return reply.error.code === 'Internal' ? 'failed' : 'refused';
};

/** Takes the requests of one process's operations from the service's queue group and answers them. */
export class RpcServer {
  private readonly subscriptions: Subscription[] = [];
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly connection: NatsConnection,
    private readonly service: ServiceName,
    private readonly log: Logger,
    private readonly metrics = new MessagingMetrics(),
  ) {}

  serve(operation: OperationDefinition, handler: Handler): void {
    this.take(operationSubject(operation), async (message) => {
      const stop = this.metrics.answering(`${operation.service}.${operation.name}`);
      const reply = await this.answer(operation, handler, message);
      stop(outcomeOf(reply));
      try {
        await this.respond(operation, message, reply);
      } catch (error) {
        // Nothing that MessagePack knows: the caller hears that at once.
        this.report(message.subject, error);
        await this.respond(operation, message, toErrorReply(error));
      }
    });
  }

  /** Subscribes within the queue group; `work` must not fail. */
  take(subject: string, work: (message: Msg) => Promise<void>): void {
    const callback = (error: Error | null, message: Msg) => {
      if (error) return this.log.error({ err: error, subject }, 'a subscription failed');
      const run = continueTrace(subject, 'server', incomingTrace(message.headers), () => work(message)).catch(
        (reason) => this.log.error({ err: reason, subject }, 'an answer could not be sent'),
      );
      this.running.add(run);
      void run.finally(() => this.running.delete(run));
    };
    this.subscriptions.push(this.connection.subscribe(subject, { queue: this.service, callback }));
  }

  /** Logs what was not expected; expected errors belong to the caller. */
  report(subject: string, error: unknown): void {
    if (isDomainError(error) && error.errorCode !== 'Internal')
      this.log[error.class.logLevel]({ subject, reason: error.message }, 'refused');
    else this.log.error({ subject, err: error }, 'an operation failed');
  }

  /** Takes no more requests and waits for those under way. */
  async drain(): Promise<void> {
    if (!this.connection.isClosed())
      await withinAMoment(Promise.all(this.subscriptions.map((subscription) => subscription.drain())));
    await Promise.all(this.running);
  }

  private async respond(operation: OperationDefinition, message: Msg, reply: Reply): Promise<void> {
    const type = `${operation.service}.${operation.name}`;
    const envelope = wrap({ type, version: 1, source: this.service }, reply);
    const bytes = isLong(envelope) ? await encodeLongMessage(envelope) : encodeMessage(envelope);
    if (bytes.length <= REPLY_PART_BYTES) message.respond(bytes, { headers: outgoingHeaders() });
    else message.respond(new Uint8Array(), { headers: outgoingHeaders(offerParts(this.connection, bytes)) });
  }

  private async answer(operation: OperationDefinition, handler: Handler, message: Msg): Promise<Reply> {
    try {
      const { data, id, actor, correlation } = unwrap(message.data, operation.request);
      const call: Call = { actor, correlation };
      const result = await causedBy({ id, actor, correlation }, () => handler(data, call));
      return { result: result ?? null };
    } catch (error) {
      this.report(message.subject, error);
      return toErrorReply(error);
    }
  }
}
