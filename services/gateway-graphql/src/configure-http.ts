import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readOutRefusedBodies } from '@unitfleet/gateway';
import { RawBody } from './graphql/request/raw-body';
import type { Settings } from './settings';

/** A request must have come in whole by then; a 50 MB upload over a slow line does. */
const REQUEST_DEADLINE_MS = 300_000;
const FILES_AT_MOST = 5;

/** Fastify's options. */
export const HTTP_OPTIONS = {
  exposeHeadRoutes: false,
  requestTimeout: REQUEST_DEADLINE_MS,
  keepAliveTimeout: 75_000,
};

/** Bodies and uploads. To be called before the application is initialised. */
export const configureHttp = async (app: NestFastifyApplication, settings: Settings): Promise<void> => {
  readOutRefusedBodies(app.getHttpAdapter().getInstance());
  for (const type of ['application/json', '*'])
    app.useBodyParser(type, { bodyLimit: settings.GRAPHQL_BODY_LIMIT }, (request, body, done) =>
      done(null, new RawBody(request.headers['content-type'], body as Buffer)),
    );
  await app.register(multipart as never, {
    limits: {
      fileSize: settings.UPLOAD_LIMIT,
      fieldSize: settings.GRAPHQL_BODY_LIMIT,
      files: FILES_AT_MOST,
      fields: 2,
    },
  });
};
