import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import type { SessionCookie } from '@unitfleet/gateway';
import fastify from 'fastify';
import type { Callers } from '../request/callers';
import { RawBody } from '../request/raw-body';
import type { RequestContext } from '../request/request-context';
import type { Executor } from './executor';
import type { OperationMetrics } from './operation-metrics';
import { serveOperations } from './operations-endpoint';

const PATH = '/graphql';
const BODY = JSON.stringify({ query: '{ __typename }' });
const REQUEST = `POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;

const gate = () => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((open) => (resolve = open));
  return { promise, resolve };
};

const whenAborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};

describe('what an operation is told of its reply', () => {
  const closed: (() => unknown)[] = [];
  afterEach(() => Promise.all(closed.splice(0).map((close) => close())));

  /** Each request is identified and answered when the test says so. */
  const serve = async (answer: () => string | Promise<string>) => {
    const server = fastify({ forceCloseConnections: true });
    server.decorateRequest('isMultipart', () => false);
    closed.push(() => server.close());
    server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) =>
      done(null, new RawBody(request.headers['content-type'], body as Buffer)),
    );
    const asked = gate();
    const identified = gate();
    const replies: AbortSignal[] = [];
    const ran = gate();
    serveOperations(server, {
      path: PATH,
      callers: {
        identify: async () => {
          asked.resolve();
          await identified.promise;
          return { actor: null };
        },
      } as unknown as Callers,
      sessionCookie: {} as SessionCookie,
      executor: {
        run: (_operation: unknown, { over }: RequestContext) => {
          replies.push(over!);
          ran.resolve();
          return answer();
        },
      } as unknown as Executor,
      metrics: { http: { count: () => undefined } } as unknown as OperationMetrics,
      log: console as never,
      filesLimit: () => 0,
      page: '',
    });
    const gone = new Promise<void>((resolve) =>
      server.server.on('connection', (socket) => socket.once('close', () => resolve())),
    );
    await server.listen({ port: 0, host: '127.0.0.1' });
    const client = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    closed.push(() => client.destroy());
    return { client, asked: asked.promise, identified, replies, ran: ran.promise, gone };
  };

  it('is that the answer is out', async () => {
    const stage = await serve(() => '{}');
    stage.identified.resolve();
    stage.client.write(REQUEST);
    await once(stage.client, 'data');
    await whenAborted(stage.replies[0]!);
  });

  it('is that the client has gone', async () => {
    const stage = await serve(() => new Promise(() => undefined));
    stage.identified.resolve();
    stage.client.write(REQUEST);
    await stage.ran;
    expect(stage.replies[0]!.aborted).toBe(false);
    stage.client.destroy();
    await whenAborted(stage.replies[0]!);
  });

  it('is that the client had gone before, while it was found out who it is', async () => {
    const stage = await serve(() => '{}');
    stage.client.write(`GET ${PATH}?query=%7B__typename%7D HTTP/1.1\r\nhost: a\r\n\r\n`);
    await stage.asked;
    stage.client.destroy();
    await stage.gone;
    stage.identified.resolve();
    await stage.ran;
    expect(stage.replies[0]!.aborted).toBe(true);
  });

  it('is that the client has gone, also where its answer waits behind another one', async () => {
    const second = gate();
    let count = 0;
    const stage = await serve(() => {
      count += 1;
      if (count === 2) second.resolve();
      return new Promise(() => undefined);
    });
    stage.identified.resolve();
    stage.client.write(REQUEST + REQUEST);
    await second.promise;
    stage.client.destroy();
    await Promise.all(stage.replies.map(whenAborted));
  });
});
