import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { readOutRefusedBodies } from '@unitfleet/gateway';
import { METRICS, type Registry } from '@unitfleet/observability';
import { describeApi } from './describe-api';
import { answerBrokenRequest } from './http/answer/answer-broken-request';
import { presentAnswers } from './http/answer/present-answers';
import { measureRequests } from './http/measure-requests';
import { RawBody } from './http/request/raw-body';
import { answerUnmatchedRequests } from './http/routes/unmatched-requests';
import { traceRequests } from './http/trace-requests';
import { serveApiPages } from './serve-api-pages';
import type { Settings } from './settings';

/** A request must have come in whole by then; a 50 MB upload over a slow line does. */
const REQUEST_DEADLINE_MS = 300_000;

/** Room for a query with all uuids of a page; a device's request has a few hundred bytes. */
const HEADERS_BYTES = 64 * 1024;

/** A form has one file and no field that counts. */
const FORM_LIMITS = { fields: 10, fieldSize: 64 * 1024, files: 1, parts: 11 };

/** A path that cannot even be decoded names nothing. */
const answerUnreadablePath = (_error: Error, _request: unknown, reply: FastifyReply): void => {
  void reply
    .code(404)
    .header('content-type', 'application/json')
    .send(JSON.stringify({ detail: 'Not Found' }));
};

/** Fastify's options: one spelling per route, no answers that the protocol does not know. */
export const HTTP_OPTIONS = {
  exposeHeadRoutes: false,
  requestTimeout: REQUEST_DEADLINE_MS,
  keepAliveTimeout: 75_000,
  routerOptions: { maxParamLength: 2_000 },
  http: { maxHeaderSize: HEADERS_BYTES },
  clientErrorHandler: answerBrokenRequest,
  frameworkErrors: answerUnreadablePath as never,
};

/** Routes whose JSON body holds up to a million characters, however they are written. */
const LARGE_BODY_ROUTES = ['/units/set_state_storage/:uuid', '/units/env/:uuid'];
const LARGE_BODY_FACTOR = 8;

/** Bodies, uploads, unmatched requests and the API's pages. To be called before the application is initialised. */
export const configureHttp = async (app: NestFastifyApplication, settings: Settings): Promise<void> => {
  const server = app.getHttpAdapter().getInstance();
  const prefix = `${settings.PU_APP_PREFIX}${settings.PU_API_V1_PREFIX}`;

  readOutRefusedBodies(server);
  answerUnmatchedRequests(server);
  presentAnswers(server, settings.PU_APP_PREFIX);
  traceRequests(server, prefix);
  const metrics = `${settings.PU_APP_PREFIX}/metrics`;
  // Without a prefix the process's own page has that path, and the same series.
  if (settings.PU_FF_PROMETHEUS_ENABLE && settings.PU_APP_PREFIX !== '')
    measureRequests(server, metrics, app.get<Registry>(METRICS));
  server.addHook('onRoute', (route) => {
    if (LARGE_BODY_ROUTES.some((path) => route.url === `${prefix}${path}`))
      route.bodyLimit = settings.JSON_BODY_LIMIT * LARGE_BODY_FACTOR;
  });
  for (const type of ['application/json', '*'])
    app.useBodyParser(type, { bodyLimit: settings.JSON_BODY_LIMIT }, (request, body, done) =>
      done(null, new RawBody(request.headers['content-type'], body as Buffer)),
    );
  await app.register(multipart as never, {
    limits: { ...FORM_LIMITS, fileSize: settings.UPLOAD_LIMIT },
  });

  serveApiPages(server, {
    docs: `${settings.PU_APP_PREFIX}/docs`,
    document: `${prefix}/openapi.json`,
    describe: () => describeApi(app),
  });
};
