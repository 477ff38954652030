import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { freePort } from '../src/index';
import { startEdge, type Edge } from '../src/supervisor/edge';

let api: Server;
let live: Server;
let sockets: WebSocketServer;
let edge: Edge;
let port: number;

const listening = async (server: Server): Promise<string> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  api = createServer((incoming, response) => {
    if (incoming.url === '/app/early') {
      incoming.resume();
      response.writeHead(413).end();
      return;
    }
    response.setHeader('x-answered-by', 'api');
    incoming.pipe(response);
  });
  live = createServer((_, response) => response.setHeader('x-answered-by', 'live').end());
  sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => [...offered][0] ?? false,
  });
  sockets.on('connection', (socket, incoming) => {
    socket.send(JSON.stringify({ from: incoming.headers['x-forwarded-for'], url: incoming.url }));
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  live.on('upgrade', (incoming, socket, head) => {
    if (incoming.url?.includes('refuse')) {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno');
      return;
    }
    sockets.handleUpgrade(incoming, socket, head, (webSocket) =>
      sockets.emit('connection', webSocket, incoming),
    );
  });
  port = await freePort();
  edge = await startEdge({
    host: '127.0.0.1',
    port,
    routes: [
      { prefix: '/app/live', target: await listening(live) },
      { prefix: '/app/away', target: `http://127.0.0.1:${await freePort()}` },
      { prefix: '/app', target: await listening(api) },
    ],
  });
});

afterAll(async () => {
  await edge?.stop();
  for (const socket of sockets.clients) socket.terminate();
  for (const server of [api, live]) {
    server.closeAllConnections();
    server.close();
  }
});

const http = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });
const open = (path: string) => new WebSocket(`ws://127.0.0.1:${port}${path}`, ['graphql-transport-ws']);
const message = async (socket: WebSocket): Promise<Buffer> => (await once(socket, 'message'))[0];
/** The status by which an upgrade was refused. */
const refusal = async (path: string): Promise<number> => {
  const socket = open(path);
  socket.on('error', () => undefined);
  const [, response] = await once(socket, 'unexpected-response');
  return response.statusCode;
};

it('takes the first route that fits whole path segments', async () => {
  const answered = async (path: string) => (await http(path)).headers.get('x-answered-by');
  expect(await answered('/app/live')).toBe('live');
  expect(await answered('/app/live?query=1')).toBe('live');
  expect(await answered('/app/lively')).toBe('api');
  expect(await answered('/app')).toBe('api');
  expect((await http('/application')).status).toBe(404);
  expect((await http('/')).status).toBe(404);
  expect((await http('/app/away')).status).toBe(503);
});

it('hands everything else to a route without a prefix', async () => {
  const other = await freePort();
  const at = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const whole = await startEdge({
    host: '127.0.0.1',
    port: other,
    routes: [
      { prefix: '/app', target: at(api) },
      { prefix: '', target: at(live) },
    ],
  });
  const answered = async (path: string) =>
    (await fetch(`http://127.0.0.1:${other}${path}`)).headers.get('x-answered-by');
  expect(await answered('/app/echo')).toBe('api');
  for (const path of ['/', '/?a=1', '/application', '/unit/1']) expect(await answered(path)).toBe('live');
  await whole.stop();
});

it('hands bodies on', async () => {
  const body = 'x'.repeat(300_000);
  expect(await (await http('/app/echo', { method: 'POST', body })).text()).toBe(body);
});

it('hands an answer on that comes before the body is read, and the caller may finish sending', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /app/early HTTP/1.1\r\nhost: app\r\ncontent-length: 8000000\r\n\r\n');
  socket.write(Buffer.alloc(1_000_000));
  const [head] = await once(socket, 'data');
  expect(head.toString()).toMatch(/^HTTP\/1.1 413 /);
  await new Promise((sent) => socket.write(Buffer.alloc(7_000_000), sent));
  socket.write('POST /app/echo HTTP/1.1\r\nhost: app\r\ncontent-length: 0\r\n\r\n');
  const [next] = await once(socket, 'data');
  expect(next.toString()).toMatch(/^HTTP\/1.1 200 /);
  socket.destroy();
});

it('joins WebSockets with their subprotocol, and tells who comes', async () => {
  const socket = open('/app/live?a=1');
  const [greeting] = await Promise.all([message(socket), once(socket, 'open')]);
  expect(JSON.parse(greeting.toString())).toEqual({ from: '127.0.0.1', url: '/app/live?a=1' });
  expect(socket.protocol).toBe('graphql-transport-ws');
  const [far] = [...sockets.clients];
  const large = Buffer.alloc(300_000, 7);
  const echo = message(socket);
  socket.send(large);
  expect((await echo).equals(large)).toBe(true);
  socket.close(1000, 'done');
  expect(await once(far!, 'close')).toEqual([1000, Buffer.from('done')]);
});

it('ends one side of a WebSocket when the other is cut off', async () => {
  const left = open('/app/live');
  await message(left);
  const [far] = [...sockets.clients].slice(-1);
  left.terminate();
  await once(far!, 'close');

  const kept = open('/app/live');
  await message(kept);
  for (const client of sockets.clients) client.terminate();
  const [code] = await once(kept, 'close');
  expect(code).toBe(1006);
});

it('hands the refusal of a WebSocket back', async () => {
  expect(await refusal('/app/live/refuse')).toBe(403);
  expect(await refusal('/app/away')).toBe(503);
  expect(await refusal('/elsewhere')).toBe(404);
});

it('takes an offer of another protocol as an ordinary request', async () => {
  const headers = { connection: 'upgrade, http2-settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' };
  const asking = request({ host: '127.0.0.1', port, path: '/app/docs', headers }).end();
  const [response] = await once(asking, 'response');
  expect(response.statusCode).toBe(200);
  expect(response.headers['x-answered-by']).toBe('api');
  response.resume();
  await once(response, 'end');
});

it('outlives a client that goes in the middle of an upgrade', async () => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET /app/away HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n');
  socket.resetAndDestroy();
  await once(socket, 'close');
  expect((await http('/app')).status).toBe(200);
});

it('ends with WebSockets open', async () => {
  const other = await freePort();
  const short = await startEdge({
    host: '127.0.0.1',
    port: other,
    routes: [{ prefix: '/app/live', target: `http://127.0.0.1:${(live.address() as AddressInfo).port}` }],
  });
  const socket = new WebSocket(`ws://127.0.0.1:${other}/app/live`);
  await message(socket);
  const closed = once(socket, 'close');
  await short.stop();
  await closed;
});
