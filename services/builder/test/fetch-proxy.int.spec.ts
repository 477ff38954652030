import { once } from 'node:events';
import { request } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { FetchProxy } from '../src/data/network/fetch-proxy';
import { NetworkGuard } from '../src/data/network/network-guard';
import { builderSettings } from '../src/settings';
import { endlessly, HostileHost } from './hostile-host';

const guardOf = (networks: string): NetworkGuard =>
  new NetworkGuard(
    builderSettings.parse({ DATABASE_URL: 'postgres://unused', BUILDER_PRIVATE_NETWORKS: networks }),
  );
const loopback = guardOf('127.0.0.1');

let host: HostileHost;
let other: HostileHost;

beforeAll(async () => {
  host = await HostileHost.start((incoming, response) =>
    incoming.url === '/endless' ? endlessly(response, Buffer.alloc(65_536)) : response.end('the repository'),
  );
  other = await HostileHost.start((_incoming, response) => response.end('something else'));
});
afterAll(async () => {
  await host.stop();
  await other.stop();
});

/** Asks through the proxy; answers status and bytes, `broken` when the answer breaks off. */
const ask = (proxy: FetchProxy, url: string): Promise<{ status: number; text: string } | 'broken'> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(proxy.url);
    const asked = request({ hostname, port, path: url, headers: { host: new URL(url).host } }, (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => (text += part.length > 1_000 ? '.' : part));
      answer.on('end', () => resolve({ status: answer.statusCode!, text }));
      answer.on('error', () => resolve('broken'));
    });
    asked.on('error', () => resolve('broken'));
    asked.end();
  });

/** What the proxy answers to a wish for a tunnel. */
const tunnel = async (proxy: FetchProxy, target: string): Promise<string> => {
  const { hostname, port } = new URL(proxy.url);
  const socket = connect(Number(port), hostname);
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  const [first] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return first.toString('latin1').split('\r\n')[0]!;
};

it('leads to its one origin and nowhere else', async () => {
  const proxy = await FetchProxy.towards(`${host.url}/x.git`, loopback, 1_000_000);
  expect(await ask(proxy, `${host.url}/x.git/info/refs`)).toEqual({ status: 200, text: 'the repository' });
  expect(await ask(proxy, `${other.url}/x.git/info/refs`)).toEqual({ status: 403, text: '' });
  expect(await ask(proxy, `${host.url.replace('127.0.0.1', 'localhost')}/x.git`)).toMatchObject({
    status: 403,
  });
  expect(await tunnel(proxy, new URL(host.url).host)).toContain('403');
  expect(other.connections).toBe(0);
  await proxy.close();
});

it('lets no more bytes through than may come', async () => {
  const proxy = await FetchProxy.towards(`${host.url}/x.git`, loopback, 1_000_000);
  expect(await ask(proxy, `${host.url}/endless`)).toBe('broken');
  expect(proxy.isExceeded).toBe(true);
  expect(await ask(proxy, `${host.url}/x.git/info/refs`)).toBe('broken');
  await proxy.close();
});

describe('a host with https', () => {
  let server: Server;
  let address: string;

  beforeAll(async () => {
    server = createServer((socket) => socket.pipe(socket).on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('is spoken to by git itself, at its own port alone', async () => {
    const proxy = await FetchProxy.towards(`https://${address}/x.git`, loopback, 1_000_000);
    expect(await tunnel(proxy, address)).toContain('200');
    expect(await tunnel(proxy, new URL(other.url).host)).toContain('403');
    expect(await ask(proxy, `${host.url}/x.git`)).toMatchObject({ status: 403 });
    await proxy.close();
  });

  it('is not reached by a name that leads into a closed network', async () => {
    const { port } = new URL(`https://${address}`);
    const proxy = await FetchProxy.towards(`https://localhost:${port}/x.git`, guardOf(''), 1_000_000);
    expect(await tunnel(proxy, `localhost:${port}`)).toContain('502');
    await proxy.close();
    await expect(FetchProxy.towards(`https://${address}/x.git`, guardOf(''), 1)).rejects.toMatchObject({
      errorCode: 'GitRepo',
    });
  });
});
