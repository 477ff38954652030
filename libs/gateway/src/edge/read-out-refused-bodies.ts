/** What is needed of a Fastify server. */
interface Server {
  addHook(
    name: 'onSend',
    hook: (
      request: unknown,
      reply: { readonly statusCode: number; removeHeader(name: string): unknown },
      payload: unknown,
      done: () => void,
    ) => void,
  ): unknown;
}

/**
 * Reads the rest of a body that is refused for its size, and drops it. Fastify would end the connection instead: the
 * caller, still sending, would find a reset where the answer should be, and a proxy between them an upstream that died.
 */
export const readOutRefusedBodies = (server: Server): void => {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (reply.statusCode === 413) reply.removeHeader('connection');
    done();
  });
};
