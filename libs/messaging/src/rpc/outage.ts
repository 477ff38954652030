/** Network errors of Node that say that the other side is not there. */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND']);
/** SQLSTATE classes of PostgreSQL: connection exceptions, and a server that shuts down or starts up. */
const SQL_STATES = /^(08|57P0)/;
/** What database clients say without a code when a connection goes under them. */
const WORDS =
  /connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/i;

interface CodedError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly driverError?: CodedError;
}

/** Whether an error tells that an engine is away for now, so that the caller may try again. */
export const isOutage = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, driverError } = error as CodedError;
  if (typeof code === 'string' && (NETWORK.has(code) || SQL_STATES.test(code))) return true;
  return (typeof message === 'string' && WORDS.test(message)) || isOutage(driverError);
};
