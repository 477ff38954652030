import type { FastifyInstance } from 'fastify';
import { PlainText, present } from './presenter';

const asText = (payload: unknown): string => String(payload);

/**
 * Writes what handlers below `prefix` return: views as JSON in REST's form, `PlainText` as it is. A lone string or
 * null that is to be JSON comes as `Verbatim`; bytes and nothing at all pass by. A hook of the server, because Nest's
 * interceptors cost a request more than all the rest of the gateway.
 */
export const presentAnswers = (server: FastifyInstance, prefix: string): void => {
  server.addHook('preSerialization', (request, reply, payload, done) => {
    if (!request.routeOptions.url?.startsWith(prefix)) return done(null, payload);
    if (payload instanceof PlainText) {
      void reply.header('content-type', payload.contentType).serializer(asText);
      return done(null, payload.text);
    }
    void reply.header('content-type', 'application/json');
    done(null, present(payload));
  });
};
