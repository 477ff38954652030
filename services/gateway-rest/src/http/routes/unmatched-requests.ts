import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RouteTable } from './route-table';

const send = (reply: FastifyReply, status: number, detail: string): FastifyReply =>
  reply.status(status).header('content-type', 'application/json').send(JSON.stringify({ detail }));

// The router lets `/units/` through to `/units/:uuid` with an empty uuid.
const isUnmatched = (request: FastifyRequest): boolean =>
  request.is404 || Object.values((request.params ?? {}) as Record<string, string>).includes('');

/** Answers what no route answers: 307, 405 or 404. To be set before the routes are. */
export const answerUnmatchedRequests = (server: FastifyInstance): void => {
  const table = new RouteTable();
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) table.add(one, url);
  });
  server.addHook('onRequest', async (request, reply) => {
    if (!isUnmatched(request)) return;
    const [path = '', ...query] = request.url.split('?');
    const verdict = table.explain(path);
    if (verdict.kind === 'unknown') return send(reply, 404, 'Not Found');
    if (verdict.kind === 'wrong-method')
      return send(reply.header('allow', verdict.allowed.join(', ')), 405, 'Method Not Allowed');
    return reply
      .status(307)
      .header('location', [verdict.path, ...query].join('?'))
      .send();
  });
};
