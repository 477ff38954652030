import type { FastifyRequest } from 'fastify';
import { parseJson, readOperation, type Operation } from './operation';
import { RawBody } from './raw-body';
import { TransportError } from './transport-error';

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** The operation of a POST without files. @throws TransportError. */
export const readPost = ({ body }: FastifyRequest): Operation => {
  if (!(body instanceof RawBody)) throw new TransportError('No GraphQL query found in the request');
  if (!JSON_TYPE.test(body.contentType ?? '')) throw new TransportError('Unsupported content type');
  return readOperation(parseJson(body.bytes.toString('utf8'), 'the request body'));
};

/** The operation of a GET, or null when the query names none. @throws TransportError. */
export const readGet = (request: FastifyRequest): Operation | null => {
  const { query, operationName, variables } = request.query as Record<string, string | undefined>;
  if (query === undefined) return null;
  return readOperation({
    query,
    operationName,
    variables: variables ? parseJson(String(variables), 'variables') : null,
  });
};
