import { Client } from 'pg';
import type { DataSource } from 'typeorm';

const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 10_000;

// The lock is held by the connection. Should this end vanish without a word (a cut cable, a frozen machine), the
// server must notice within half a minute, not after the two hours of its default, or nobody could lead.
const SERVER_KEEPALIVE = [
  '-c tcp_keepalives_idle=10',
  '-c tcp_keepalives_interval=5',
  '-c tcp_keepalives_count=3',
  '-c tcp_user_timeout=25000',
].join(' ');

/**
 * A connection of its own for the relay: it holds the advisory lock and hears the notifications. A server that
 * vanishes without a word is noticed by the deadline of the next query, at the latest that of the polling.
 */
export const relayClient = (source: DataSource): Client => {
  const { url, schema, extra } = source.options as {
    url: string;
    schema: string;
    extra: { options: string };
  };
  return new Client({
    connectionString: url,
    options: `${extra.options} ${SERVER_KEEPALIVE}`,
    application_name: `${schema}-relay`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
  });
};
