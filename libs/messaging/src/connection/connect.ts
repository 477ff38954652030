import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';

const RECONNECT_WAIT_MS = 500;

/**
 * Connects to NATS and stays connected: waits for a server that is not there yet, and reconnects for ever. What is
 * sent meanwhile fails at its own deadline.
 */
export const connectToNats = (url: string, name: string): Promise<NatsConnection> => {
  const { username, password, protocol, host } = new URL(url);
  return connect({
    servers: `${protocol}//${host}`,
    user: username ? decodeURIComponent(username) : undefined,
    pass: password ? decodeURIComponent(password) : undefined,
    name,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    maxPingOut: 3,
    pingInterval: 10_000,
    ignoreAuthErrorAbort: true,
    // A stack trace is captured for each request otherwise: a tenth of the bridge's time.
    noAsyncTraces: true,
  });
};
