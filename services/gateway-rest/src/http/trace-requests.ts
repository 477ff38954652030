import { continueTrace } from '@unitfleet/observability';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Makes each request below `prefix` the beginning of a trace, or the continuation of the one that its sender names; it
 * ends with the answer.
 */
export const traceRequests = (server: FastifyInstance, prefix: string): void => {
  const endings = new WeakMap<FastifyRequest, () => void>();

  // Not earlier: what reads a body calls back outside the trace.
  server.addHook('preHandler', (request, _reply, done) => {
    const { method, routeOptions, headers } = request;
    if (!routeOptions.url?.startsWith(prefix)) return done();
    const { traceparent } = headers;
    const carrier: Record<string, string> = typeof traceparent === 'string' ? { traceparent } : {};
    void continueTrace(
      `${method} ${routeOptions.url}`,
      'server',
      carrier,
      () =>
        new Promise<void>((resolve) => {
          endings.set(request, resolve);
          done();
        }),
    );
  });

  server.addHook('onResponse', (request, _reply, done) => {
    endings.get(request)?.();
    done();
  });
};
