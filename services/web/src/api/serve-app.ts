import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Logger } from '@unitfleet/observability';
import type { FastifyInstance } from 'fastify';
import { cachingOf, fileFor, PAGE } from '../domain/app-path';

/** Serves the built interface from its folder: its files, compressed where they are, and its page for all views. */
export const serveApp = async (server: FastifyInstance, folder: string, log: Logger): Promise<void> => {
  if (!existsSync(join(folder, PAGE)))
    log.warn({ folder }, 'the web interface is not built: `npm run build` does that');
  await server.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    dotfiles: 'ignore',
    cacheControl: false,
    index: false,
    suppressWarning: true,
    setHeaders: (reply, path) => {
      reply.header('cache-control', cachingOf(relative(folder, path)));
    },
  });
  server.get('/*', (request, reply) => reply.sendFile(fileFor((request.params as { '*': string })['*'])));
};
