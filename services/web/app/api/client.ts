import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient as createSocket, type Client as Socket } from 'graphql-ws';
import { normalisedCache } from './cache';

/** The instance's API is on the origin that served this page. */
const GRAPHQL_PATH = '/pepeunit/graphql';

/** Proves to the instance that a script of this origin asks: the session's cookie counts only beside it. */
export const SESSION_HEADER = { 'x-unitfleet-session': 'cookie' };

const socketUrl = (): string => {
  const url = new URL(GRAPHQL_PATH, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
};

/** How the live connection is. */
export type Liveness = 'idle' | 'live' | 'lost';

/** A client with its own cache and its own live connection. */
export interface Connection {
  readonly client: Client;
  close(): void;
}

/** Comes back for ever, soon at first and every half a minute at last; a fleet's browsers do not come back as one. */
const waitBeforeReconnect = async (retries: number): Promise<void> => {
  const most = Math.min(30_000, 500 * 2 ** retries);
  await new Promise((resolve) => setTimeout(resolve, most * (0.5 + Math.random() / 2)));
};

const openSocket = (tell: (liveness: Liveness) => void): Socket =>
  createSocket({
    url: socketUrl(),
    connectionParams: { session: 'cookie' },
    lazy: true,
    lazyCloseTimeout: 5_000,
    retryAttempts: Infinity,
    retryWait: waitBeforeReconnect,
    shouldRetry: () => true,
    keepAlive: 15_000,
    on: {
      connected: () => tell('live'),
      closed: (event) => tell((event as CloseEvent).wasClean ? 'idle' : 'lost'),
    },
  });

const HTTP = {
  url: GRAPHQL_PATH,
  preferGetMethod: false,
  fetchOptions: { headers: SESSION_HEADER, credentials: 'same-origin' },
} as const;

/** Asks without the cache: for lists of tens of thousands of rows, which would be the most of the work there. */
export const uncachedClient = (): Client => new Client({ ...HTTP, exchanges: [fetchExchange] });

/** Opens the way to the instance for whoever is signed in now; somebody else gets a new one. */
export const connect = (tell: (liveness: Liveness) => void): Connection => {
  const socket = openSocket(tell);
  const client = new Client({
    ...HTTP,
    requestPolicy: 'cache-and-network',
    exchanges: [
      normalisedCache(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query: query ?? '', variables }, sink),
          }),
        }),
      }),
    ],
  });
  return { client, close: () => void socket.dispose() };
};
