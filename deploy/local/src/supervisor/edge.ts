import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** One row of the path table: requests below `prefix` go to `target`. */
export interface EdgeRoute {
  readonly prefix: string;
  readonly target: string;
}

/** Headers that belong to one connection and are not handed on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const matches = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`${prefix}?`);

const forwardedHeaders = (incoming: IncomingMessage): IncomingMessage['headers'] => {
  const headers = { ...incoming.headers };
  for (const name of HOP_BY_HOP) delete headers[name];
  return {
    ...headers,
    'x-forwarded-for': incoming.socket.remoteAddress ?? '',
    'x-forwarded-host': incoming.headers.host ?? '',
    'x-forwarded-proto': 'http',
  };
};

const answer = (response: ServerResponse, status: number, detail: string): void => {
  const body = JSON.stringify({ detail });
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
};

const forward = (incoming: IncomingMessage, response: ServerResponse, target: string): void => {
  const { hostname, port } = new URL(target);
  const outgoing = request(
    { hostname, port, method: incoming.method, path: incoming.url, headers: forwardedHeaders(incoming) },
    (result) => {
      const headers = { ...result.headers };
      delete headers['connection'];
      delete headers['keep-alive'];
      response.writeHead(result.statusCode ?? 502, headers);
      result.pipe(response);
      result.on('error', () => response.destroy());
    },
  );
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else answer(response, 503, 'the instance is starting or restarting');
  });
  // Who asked may leave before the answer.
  response.on('close', () => response.writableFinished || outgoing.destroy());
  incoming.pipe(outgoing);
};

/** The one public origin of a local instance. */
export const startEdge = async (options: {
  host: string;
  port: number;
  routes: readonly EdgeRoute[];
  home: string;
}): Promise<Server> => {
  const server = createServer((incoming, response) => {
    const path = incoming.url ?? '/';
    const route = options.routes.find(({ prefix }) => matches(path, prefix));
    if (route) return forward(incoming, response, route.target);
    if (path !== '/') return answer(response, 404, 'Not Found');
    response.writeHead(302, { location: options.home, 'content-length': 0 });
    response.end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return server;
};

/** Ends it at once, with the requests that still wait. */
export const stopEdge = (server: Server | null): Promise<void> =>
  new Promise((resolve) => {
    if (!server) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });
