import {
  ClosedConnectionError,
  DrainingConnectionError,
  NoRespondersError,
  RequestError,
  TimeoutError,
  type NatsConnection,
} from '@nats-io/nats-core';
import {
  DomainError,
  operationSubject,
  type Actor,
  type OperationDefinition,
  type OperationRequest,
  type OperationResponse,
  type ServiceName,
} from '@unitfleet/contracts';
import type { z } from 'zod';
import { unwrap, wrap } from '../codec/envelopes';
import { outgoingHeaders } from '../codec/headers';
import { encodeMessage } from '../codec/message-pack';
import { hearEverybody, type GatherOptions } from './broadcast';
import { wholeReply } from './large-reply';
import { assertFits } from './request-size';
import { openReply, replySchema } from './rpc-reply';

const unavailable = (service: string, cause: unknown): DomainError =>
  new DomainError('Unavailable', `${service} does not answer`, { cause });

/** Nobody answered, or this process can ask no more. */
const SILENCES = [
  TimeoutError,
  NoRespondersError,
  RequestError,
  ClosedConnectionError,
  DrainingConnectionError,
];

const isSilence = (error: unknown): boolean => SILENCES.some((silence) => error instanceof silence);

const readAnswer = <Schema extends z.ZodType>(bytes: Uint8Array, schema: Schema): z.infer<Schema> | null => {
  try {
    return schema.parse(openReply(unwrap(bytes, replySchema).data));
  } catch {
    return null;
  }
};

/** Asks other services. */
export class RpcClient {
  constructor(
    private readonly connection: NatsConnection,
    private readonly source: ServiceName,
  ) {}

  /**
   * Asks on behalf of an actor; without one, on behalf of whoever caused what is being handled now.
   *
   * @throws DomainError what the other service answers; `Unavailable` when it does not within the deadline;
   * `Validation` when the request is larger than the server's `max_payload`.
   */
  async call<Operation extends OperationDefinition>(
    operation: Operation,
    request: OperationRequest<Operation>,
    actor?: Actor,
  ): Promise<OperationResponse<Operation>> {
    const type = `${operation.service}.${operation.name}`;
    const envelope = wrap({ type, version: 1, source: this.source, actor }, request);
    const answer = await this.request(operation, encodeMessage(envelope));
    const result = openReply(unwrap(answer, replySchema).data);
    return operation.response.parse(result) as OperationResponse<Operation>;
  }

  /**
   * Asks everybody who listens on a subject, on behalf of an actor. Refusals and answers that nobody understands, of a process of
   * another release, are left out.
   */
  async gather<Schema extends z.ZodType>(
    subject: string,
    schema: Schema,
    actor: Actor,
    { isAll, ...times }: GatherOptions<z.infer<Schema>>,
  ): Promise<z.infer<Schema>[]> {
    const answers: z.infer<Schema>[] = [];
    const question = encodeMessage(wrap({ type: subject, version: 1, source: this.source, actor }, {}));
    await hearEverybody(this.connection, subject, question, times, (bytes) => {
      const answer = readAnswer(bytes, schema);
      if (answer === null) return false;
      answers.push(answer);
      return isAll(answer);
    });
    return answers;
  }

  private async request(operation: OperationDefinition, payload: Uint8Array): Promise<Uint8Array> {
    assertFits(this.connection, payload);
    try {
      const reply = await this.connection.request(operationSubject(operation), payload, {
        timeout: operation.deadlineMs,
        headers: outgoingHeaders(),
      });
      return await wholeReply(this.connection, reply, operation.deadlineMs);
    } catch (error) {
      if (isSilence(error)) throw unavailable(operation.service, error);
      throw error;
    }
  }
}
