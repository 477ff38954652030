import { resolve } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { hideProcessPages } from './api/hide-process-pages';
import { serveApp } from './api/serve-app';
import { securityHeaders } from './domain/security-headers';
import type { Settings } from './settings';

/** Everything that this service answers. To be called before the application is initialised. */
export const configureHttp = async (
  app: NestFastifyApplication,
  { PU_DOMAIN: domain, PU_SECURE: isSecure, WEB_PUBLIC_DIR }: Settings,
): Promise<void> => {
  const server = app.getHttpAdapter().getInstance();
  const headers = { 'cache-control': 'no-cache', ...securityHeaders({ domain, isSecure }) };
  server.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
  hideProcessPages(server);
  await serveApp(server, resolve(WEB_PUBLIC_DIR), app.get<Logger>(LOGGER));
};
