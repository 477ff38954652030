import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BuilderRig } from './builder-rig';
import { endlessRefs, HostileHost } from './hostile-host';

let rig: BuilderRig;
let proxy: Server;
let inner: HostileHost;
/** What the operator's proxy was asked for; it lets nothing through. */
const asked: string[] = [];

beforeAll(async () => {
  proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502).end();
  });
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  inner = await HostileHost.start(endlessRefs);
  rig = await BuilderRig.start({
    BUILDER_PRIVATE_NETWORKS: '',
    HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    NO_PROXY: 'localhost,.internal',
  });
});
afterAll(async () => {
  await rig.stop();
  await inner.stop();
  proxy.closeAllConnections();
  proxy.close();
});

const errorOf = async (url: string): Promise<string> => {
  const { data } = await rig.synchronise(rig.register(url));
  return 'error' in data ? data.error : 'none';
};

it('is the way out, and what goes past it is kept out of closed networks all the same', async () => {
  const { port } = new URL(inner.url);
  expect(await errorOf(`http://localhost:${port}/x/y.git`)).not.toBe('none');
  expect([inner.connections, asked]).toEqual([0, []]);
});

it.each(['http', 'https'])('is the way of all that speaks %s', async (scheme) => {
  asked.length = 0;
  expect(await errorOf(`${scheme}://git.example/x/y.git`)).not.toBe('none');
  // The question for refs, those for the platform's API, and the fetch.
  expect(asked.length).toBeGreaterThan(2);
  for (const target of asked) expect(target).toContain('git.example');
});
