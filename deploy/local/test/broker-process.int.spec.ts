import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { connectAsync } from 'mqtt';
import { spawnBroker } from '../src/broker';
import { apiCredentials, FakeHook, internalCredentials, RawClient, publishPacket } from './broker-rig';

describe('embedded broker: its process', () => {
  const hook = new FakeHook();
  let env: Record<string, string>;
  beforeAll(async () => {
    await hook.up();
    env = {
      BROKER_PORT: '0',
      BROKER_INTERNAL_USERNAME: internalCredentials.username,
      BROKER_INTERNAL_PASSWORD: internalCredentials.password,
      BROKER_API_USERNAME: apiCredentials.username,
      BROKER_API_PASSWORD: apiCredentials.password,
      BROKER_AUTHN_URL: `${hook.origin}/authn`,
      BROKER_AUTHZ_URL: `${hook.origin}/authz`,
    };
  });
  afterAll(() => hook.down());

  it('says where it listens, serves devices and services, and stops on SIGTERM', async () => {
    const broker = await spawnBroker({ env });
    const service = await connectAsync(broker.internalUrl, { clientId: 'service', ...internalCredentials });
    await service.subscribeAsync('t', { qos: 1 });
    const arrived = new Promise((resolve) =>
      service.once('message', (_topic, payload) => resolve(String(payload))),
    );
    const device = await connectAsync(broker.url, { clientId: 'device', username: 'jwt' });
    await device.publishAsync('t', 'through', { qos: 1 });
    expect(await arrived).toBe('through');
    expect((await fetch(`${broker.apiUrl}/status`)).status).toBe(200);
    const closed = new Promise<void>((resolve) => device.once('close', () => resolve()));
    await broker.stop();
    expect(await broker.exited).toBe(0);
    await closed;
    await Promise.all([device.endAsync(true), service.endAsync(true)]);
  });

  it('names a taken port and who needs it', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    await expect(spawnBroker({ env: { ...env, BROKER_PORT: String(port) } })).rejects.toThrow(
      `port ${port} on 127.0.0.1 is taken by another program; it is needed by the MQTT broker, for devices`,
    );
    blocker.close();
  });

  it('lists everything that is wrong with its settings', async () => {
    const wrong = { ...env, BROKER_PORT: 'many', BROKER_AUTHN_URL: 'nowhere', BROKER_API_PASSWORD: '' };
    await expect(spawnBroker({ env: wrong })).rejects.toThrow(
      /BROKER_PORT[^]*BROKER_API_PASSWORD[^]*BROKER_AUTHN_URL/,
    );
  });

  it('ends when its parent is killed', async () => {
    const script = `
      const { spawnBroker } = require(${JSON.stringify(resolve(__dirname, '../src/broker'))});
      spawnBroker({ env: ${JSON.stringify(env)} }).then((broker) => console.log(JSON.stringify(broker)));
      setInterval(() => undefined, 1000);`;
    const root = resolve(__dirname, '../../..');
    const parent = spawn(process.execPath, ['-r', '@swc-node/register', '-e', script], {
      cwd: root,
      env: { ...process.env, SWC_NODE_PROJECT: resolve(root, 'tsconfig.base.json') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
    const { port } = JSON.parse(line) as { port: number };
    const client = await RawClient.open(port);
    expect(await client.login({ clientId: 'witness' })).toBe(0);
    parent.kill('SIGKILL');
    await client.closed;
    await expect(RawClient.open(port)).rejects.toThrow('ECONNREFUSED');
  });

  it('carries many publishers to one shared subscriber without losing or reordering anything', async () => {
    hook.authn = () => ({
      status: 200,
      body: { result: 'allow', acl: [{ permission: 'allow', action: 'publish', topic: 'd/#' }] },
    });
    const broker = await spawnBroker({ env });
    const sub = await RawClient.open(broker.internalPort);
    const { username, password } = internalCredentials;
    await sub.login({ clientId: 'bridge', clean: false, username, password: Buffer.from(password) });
    await sub.subscribe(1, '$share/g/d/+');
    const count = 2000;
    const publishers = await Promise.all(
      Array.from({ length: 5 }, async (_, p) => {
        const client = await RawClient.open(broker.port);
        await client.login({ clientId: `p${p}`, username: 'jwt' });
        return client;
      }),
    );
    publishers.forEach((client, p) => {
      client.send(
        ...Array.from({ length: count }, (_, i) => publishPacket(`d/${p}`, `${p} ${i}`, 1, (i % 65_535) + 1)),
      );
    });
    const next = new Array<number>(5).fill(0);
    for (let i = 0; i < 5 * count; i++) {
      const [p = 0, at = 0] = (await sub.message()).split(' ').map(Number);
      expect(at).toBe(next[p]);
      next[p] = at + 1;
    }
    await Promise.all(publishers.map((client) => client.fence()));
    expect(publishers.map((client) => client.received.length)).toEqual([count, count, count, count, count]);
    publishers.forEach((client) => client.socket.destroy());
    sub.socket.destroy();
    await broker.stop();
  });
});
