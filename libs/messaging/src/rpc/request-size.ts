import type { NatsConnection } from '@nats-io/nats-core';
import { DomainError } from '@unitfleet/contracts';

/** What the headers of a request take at most. */
const HEADERS_ROOM_BYTES = 1024;

/**
 * The server would end a connection that sends more, so the client library refuses to.
 *
 * @throws DomainError Validation for a request that does not fit into one message.
 */
export const assertFits = (connection: NatsConnection, payload: Uint8Array): void => {
  const limit = connection.info?.max_payload;
  if (limit && payload.length > limit - HEADERS_ROOM_BYTES)
    throw new DomainError(
      'Validation',
      `the request is too large: ${payload.length} bytes, where ${limit - HEADERS_ROOM_BYTES} fit`,
    );
};
