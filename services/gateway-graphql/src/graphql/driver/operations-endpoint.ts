import { asksByCookie, presentedToken, RateExceeded, type SessionCookie } from '@unitfleet/gateway';
import type { Actor } from '@unitfleet/contracts';
import { continueTrace, type Logger } from '@unitfleet/observability';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Callers, RequestCaller } from '../request/callers';
import type { Operation } from '../request/operation';
import { openMultipart } from '../request/read-multipart';
import { readGet, readPost } from '../request/read-request';
import { TransportError } from '../request/transport-error';
import type { Executor } from './executor';
import type { OperationMetrics } from './operation-metrics';

export interface OperationsEndpoint {
  readonly path: string;
  readonly executor: Executor;
  readonly callers: Callers;
  readonly sessionCookie: SessionCookie;
  readonly log: Logger;
  readonly metrics: OperationMetrics;
  /** Bytes of all files of a request, by who sends it: several of one request are in memory before it is run. */
  readonly filesLimit: (actor: Actor | null) => number;
  /** For people with a browser. */
  readonly page: string;
}

interface IdentifiedRequest extends FastifyRequest {
  caller: RequestCaller;
}

const JSON_ANSWER = 'application/json; charset=utf-8';

const sendText = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).type('text/plain; charset=utf-8').send(text);

const wantsPage = (request: FastifyRequest): boolean =>
  request.headers.accept?.includes('text/html') ?? false;

/** How long a client may take nothing of an answer: it is in memory until all of it is taken. */
const STALLED_MS = 30_000;

/** Aborted when the answer is out or its connection has ended, also if that was before. */
const replyOver = ({ raw }: FastifyReply): AbortSignal => {
  const over = new AbortController();
  const { socket } = raw.req;
  const end = () => {
    socket.off('close', end);
    over.abort();
  };
  raw.once('close', end);
  // An answer that waits behind another one of its connection hears nothing of the connection's end.
  socket.once('close', end);
  if (raw.destroyed || socket.destroyed) end();
  return over.signal;
};

/** GET and POST of the one path (`docs/protocol/rest-graphql.md 1.1, 1.5`). */
export const serveOperations = (
  server: FastifyInstance,
  { path, executor, callers, sessionCookie, log, metrics, filesLimit, page }: OperationsEndpoint,
): void => {
  const identify = async (request: FastifyRequest): Promise<void> => {
    const { headers } = request;
    (request as IdentifiedRequest).caller = await callers.identify({
      ...presentedToken(headers),
      peer: request.ip,
      forwardedFor: headers['x-forwarded-for'],
    });
  };

  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    operation: Operation,
    finish?: () => Promise<void>,
  ): Promise<void> => {
    const cookies: string[] = [];
    const { caller } = request as IdentifiedRequest;
    const isByCookie = asksByCookie(request.headers);
    const context = { caller, asksByCookie: isByCookie, cookies, over: replyOver(reply) };
    let text: string;
    try {
      text = await executor.run(operation, context, request.method === 'GET');
    } finally {
      await finish?.();
    }
    if (caller.isCookie) cookies.push(...sessionCookie.afterRefusal(caller.refusal, cookies));
    if (cookies.length > 0) reply.header('set-cookie', cookies);
    reply.raw.setTimeout(STALLED_MS);
    reply.type(JSON_ANSWER).send(text);
  };

  const traced = (request: FastifyRequest, work: () => Promise<void>): Promise<void> => {
    const { traceparent } = request.headers;
    const carrier: Record<string, string> = typeof traceparent === 'string' ? { traceparent } : {};
    return continueTrace(`${request.method} ${path}`, 'server', carrier, work);
  };

  const onError = (error: Error & { statusCode?: number }, _request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof RateExceeded)
      return sendText(reply.header('retry-after', error.retryAfterS), 429, error.message);
    if (error instanceof TransportError) return sendText(reply, error.status, error.message);
    // Fastify's own refusals: a body that is too large, or broken off.
    if (error.statusCode && error.statusCode < 500) return sendText(reply, error.statusCode, error.message);
    log.error({ err: error }, 'a request failed unexpectedly');
    return sendText(reply, 500, 'Internal Server Error');
  };

  const refuseMethod = (_request: FastifyRequest, reply: FastifyReply) =>
    sendText(reply.header('allow', 'GET, POST'), 405, 'Method Not Allowed');

  const onResponse = async (request: FastifyRequest, reply: FastifyReply): Promise<void> =>
    metrics.http.count(path, request.method, reply);

  const options = { onRequest: identify, errorHandler: onError, onResponse };

  server.post(path, options, (request, reply) =>
    traced(request, async () => {
      if (!request.isMultipart()) return answer(request, reply, readPost(request));
      const { actor } = (request as IdentifiedRequest).caller;
      const { operation, finish } = await openMultipart(request, filesLimit(actor));
      return answer(request, reply, operation, finish);
    }),
  );
  server.get(path, options, async (request, reply) => {
    const operation = readGet(request);
    if (operation) return traced(request, () => answer(request, reply, operation));
    if (!wantsPage(request)) throw new TransportError('No GraphQL query found in the request');
    return reply.type('text/html; charset=utf-8').send(page);
  });
  // As everywhere in the protocol, a path exists in one spelling.
  server.route({
    method: ['GET', 'POST'],
    url: `${path}/`,
    handler: (request, reply) => reply.redirect(request.url.replace(`${path}/`, path), 307),
  });
  server.route({ method: ['PUT', 'PATCH', 'DELETE'], url: path, handler: refuseMethod });
};
