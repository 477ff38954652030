import { request, ServerResponse, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

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

const STARTING = 'the instance is starting or restarting';

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

const ask = (incoming: IncomingMessage, target: string, more: IncomingMessage['headers']): ClientRequest => {
  const { hostname, port } = new URL(target);
  const headers = { ...forwardedHeaders(incoming), ...more };
  return request({ hostname, port, method: incoming.method, path: incoming.url, headers });
};

/** Answers with the protocol's form of an error. */
export const answer = (response: ServerResponse, status: number, detail: string): void => {
  const body = JSON.stringify({ detail });
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
};

const handBack = (incoming: IncomingMessage, outgoing: ClientRequest, response: ServerResponse): void => {
  outgoing.on('response', (result) => {
    const headers = { ...result.headers };
    delete headers['connection'];
    delete headers['keep-alive'];
    response.writeHead(result.statusCode ?? 502, headers);
    result.pipe(response);
    result.on('error', () => response.destroy());
  });
  outgoing.on('error', () => {
    if (response.writableEnded) return;
    if (response.headersSent) response.destroy();
    else answer(response, 503, STARTING);
  });
  // The target may answer before it has the whole body: the caller gets to the answer if the rest is read, and dropped.
  response.on('finish', () => {
    if (incoming.complete) return;
    incoming.unpipe(outgoing);
    incoming.resume();
    outgoing.destroy();
  });
  // Who asked may leave before the answer.
  response.on('close', () => response.writableFinished || outgoing.destroy());
};

/** Hands a request on, and its answer back. */
export const forward = (incoming: IncomingMessage, response: ServerResponse, target: string): void => {
  const outgoing = ask(incoming, target, {});
  handBack(incoming, outgoing, response);
  incoming.pipe(outgoing);
};

/** An ordinary answer to a request to upgrade; the connection ends with it. */
export const ordinaryAnswer = (incoming: IncomingMessage, socket: Socket): ServerResponse => {
  const response = new ServerResponse(incoming);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.on('finish', () => socket.end());
  return response;
};

const join = (near: Socket, far: Socket): void => {
  near.pipe(far).pipe(near);
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
};

/**
 * Hands a request to upgrade on (a WebSocket's). When the target agrees, both connections are joined until one of them
 * ends; `head` is what came behind the request already.
 */
export const forwardUpgrade = (
  incoming: IncomingMessage,
  socket: Socket,
  head: Buffer,
  target: string,
): void => {
  const outgoing = ask(incoming, target, { connection: 'upgrade', upgrade: incoming.headers.upgrade });
  outgoing.on('upgrade', (result, far: Socket, farHead: Buffer) => {
    const lines = [`HTTP/1.1 ${result.statusCode} ${result.statusMessage}`];
    for (let index = 0; index < result.rawHeaders.length; index += 2)
      lines.push(`${result.rawHeaders[index]}: ${result.rawHeaders[index + 1]}`);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    socket.write(farHead);
    far.write(head);
    join(socket, far);
  });
  outgoing.on('response', (result) => {
    const headers = { ...result.headers };
    for (const name of HOP_BY_HOP) delete headers[name];
    const response = ordinaryAnswer(incoming, socket);
    response.writeHead(result.statusCode ?? 502, headers);
    result.pipe(response);
    result.on('error', () => socket.destroy());
  });
  outgoing.on('error', () => answer(ordinaryAnswer(incoming, socket), 503, STARTING));
  socket.on('close', () => outgoing.destroy());
  outgoing.end();
};
