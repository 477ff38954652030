import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { answer, forward, forwardUpgrade, ordinaryAnswer } from './edge-forward';

/** One row of the path table: requests below `prefix` go to `target`; an empty one takes them all. */
export interface EdgeRoute {
  readonly prefix: string;
  readonly target: string;
}

/** The running public origin. */
export interface Edge {
  /** Ends it at once, with the requests that still wait and the WebSockets that are open. */
  stop(): Promise<void>;
}

/** A caller that comes back after a pause must not run into a connection that is just being closed. */
const KEEP_ALIVE_MS = 75_000;

const matches = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`${prefix}?`);

const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/** The one public origin of a local instance. The first route that fits is taken. */
export const startEdge = async (options: {
  host: string;
  port: number;
  routes: readonly EdgeRoute[];
}): Promise<Edge> => {
  const routeOf = ({ url = '/' }: IncomingMessage) =>
    options.routes.find(({ prefix }) => matches(url, prefix));
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, response) => {
    const route = routeOf(incoming);
    if (route) forward(incoming, response, route.target);
    else answer(response, 404, 'Not Found');
  });
  // The server forgets connections that it has given away.
  const upgraded = new Set<Socket>();
  server.on('upgrade', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    upgraded.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => upgraded.delete(socket));
    const route = routeOf(incoming);
    if (!route) answer(ordinaryAnswer(incoming, socket), 404, 'Not Found');
    else if (isWebSocket(incoming)) forwardUpgrade(incoming, socket, head, route.target);
    // Other protocols (`h2c`, which some clients offer with every request) are only an offer.
    else forward(incoming, ordinaryAnswer(incoming, socket), route.target);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of upgraded) socket.destroy();
      }),
  };
};
