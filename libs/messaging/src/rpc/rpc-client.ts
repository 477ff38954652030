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
import { unwrap, wrap } from '../codec/envelopes';
import { outgoingHeaders } from '../codec/headers';
import { encodeMessage } from '../codec/message-pack';
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
