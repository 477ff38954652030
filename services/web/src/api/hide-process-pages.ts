import type { FastifyInstance } from 'fastify';

const PROCESS_PAGES = ['/healthz', '/metrics'];

/**
 * Health and metrics are for whoever reaches the process itself. What is not the API's comes here from the edge with
 * any path, and every edge says for whom it asks.
 */
export const hideProcessPages = (server: FastifyInstance): void => {
  server.addHook('onRequest', async ({ headers, routeOptions }, reply) => {
    const { url = '' } = routeOptions;
    if (headers['x-forwarded-for'] === undefined || !PROCESS_PAGES.some((page) => url.startsWith(page)))
      return;
    return reply.code(404).type('text/plain; charset=utf-8').send('Not Found');
  });
};
