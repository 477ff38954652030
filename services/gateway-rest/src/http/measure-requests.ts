import { HttpMetrics } from '@unitfleet/gateway';
import { Registry } from '@unitfleet/observability';
import type { FastifyInstance } from 'fastify';

/** What no route answers has one name, whatever was asked for. */
const UNMATCHED = 'none';

/** `/units/:uuid` as the API document writes it: `/units/{uuid}`. */
const handlerOf = (url: string | undefined, isMatched: boolean): string =>
  url === undefined || !isMatched ? UNMATCHED : url.replace(/:(\w+)/g, '{$1}');

/**
 * Counts and times all requests by route, never by path, and offers the series at `path` to everybody
 * (`docs/protocol/rest-graphql.md 5.3`). To be called before routes are added.
 *
 * @param everything the process's metrics, which get the series, too.
 */
export const measureRequests = (server: FastifyInstance, path: string, everything: Registry): void => {
  const published = new Registry();
  const metrics = new HttpMetrics([published, everything]);
  server.addHook('onResponse', async (request, reply) => {
    const isMatched = !request.is404 && reply.statusCode !== 404;
    metrics.count(handlerOf(request.routeOptions.url, isMatched), request.method, reply);
  });
  server.get(path, async (_request, reply) =>
    reply.type(published.contentType).send(await published.metrics()),
  );
};
