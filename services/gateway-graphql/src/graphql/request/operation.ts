import { TransportError } from './transport-error';

/** One operation, as its sender wrote it. */
export interface Operation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Record<string, unknown> | null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws TransportError for what is not JSON. */
export const parseJson = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new TransportError(`Unable to parse ${what} as JSON`);
  }
};

/** @throws TransportError unless it has a query, and a name and variables of the right kind, if any. */
export const readOperation = (given: unknown): Operation => {
  if (Array.isArray(given)) throw new TransportError('Batching is not supported');
  if (!isObject(given)) throw new TransportError('The request body must be an object');
  const { query, operationName = null, variables = null } = given;
  if (typeof query !== 'string' || query === '')
    throw new TransportError('No GraphQL query found in the request');
  if (operationName !== null && typeof operationName !== 'string')
    throw new TransportError('operationName must be a string');
  if (variables !== null && !isObject(variables)) throw new TransportError('variables must be an object');
  return { query, operationName: operationName === '' ? null : operationName, variables };
};
