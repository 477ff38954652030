import { Counter, Histogram, Registry } from '@unitfleet/observability';
import type { FastifyInstance } from 'fastify';

/** Seconds; an archive or a sync takes long, a list does not. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

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
  const registers = [published, everything];
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests by route, method and class of status.',
    labelNames: ['handler', 'method', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['handler'],
    buckets: BUCKETS,
    registers,
  });

  server.addHook('onResponse', async (request, reply) => {
    const isMatched = !request.is404 && reply.statusCode !== 404;
    const handler = handlerOf(request.routeOptions.url, isMatched);
    const status = `${Math.trunc(reply.statusCode / 100)}xx`;
    requests.inc({ handler, method: request.method, status });
    durations.observe({ handler }, reply.elapsedTime / 1000);
  });
  server.get(path, async (_request, reply) =>
    reply.type(published.contentType).send(await published.metrics()),
  );
};
