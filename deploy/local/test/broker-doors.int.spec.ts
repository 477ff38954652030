import { connect as connectTls } from 'node:tls';
import { eventually } from '@unitfleet/testing';
import { connectAsync } from 'mqtt';
import { generate } from 'mqtt-packet';
import { WebSocket } from 'ws';
import { WebSocketTransport } from '../src/broker/doors/web-socket-transport';
import { certificate } from './broker-certificate';
import { connectPacket, publishPacket, RawClient, Rig } from './broker-rig';

describe('embedded broker: TLS and WebSockets', () => {
  let rig: Rig;
  beforeAll(async () => {
    const doors = { tlsPort: 0, webSocketPort: 0, secureWebSocketPort: 0, tls: certificate };
    rig = await Rig.start({ doors, zones: { device: { maxPacketBytes: 64 * 1024 } } });
    rig.trustDevices();
  });
  afterAll(() => rig.stop());

  const webSocket = (path = '/mqtt', protocol: string | string[] = 'mqtt') =>
    new WebSocket(`ws://127.0.0.1:${rig.broker.webSocketPort}${path}`, protocol);

  /** What the server answers to an upgrade that it refuses. */
  const refusal = (socket: WebSocket): Promise<number | undefined> =>
    new Promise((resolve) => {
      socket.on('error', () => undefined);
      socket.once('unexpected-response', (request, { statusCode }) => {
        request.destroy();
        resolve(statusCode);
      });
    });

  it.each([
    ['mqtts', 4, () => `mqtts://127.0.0.1:${rig.broker.tlsPort}`, 'ssl:default'],
    ['mqtts', 5, () => `mqtts://127.0.0.1:${rig.broker.tlsPort}`, 'ssl:default'],
    ['ws', 4, () => `ws://127.0.0.1:${rig.broker.webSocketPort}/mqtt`, 'ws:default'],
    ['ws', 5, () => `ws://127.0.0.1:${rig.broker.webSocketPort}/mqtt`, 'ws:default'],
    ['wss', 4, () => `wss://127.0.0.1:${rig.broker.secureWebSocketPort}/mqtt`, 'wss:default'],
  ] as const)(
    'carries messages both ways over %s, version %d',
    async (scheme, protocolVersion, url, listener) => {
      const client = await connectAsync(url(), {
        clientId: `library-${scheme}`,
        username: 'jwt',
        protocolVersion,
        ca: certificate.cert,
      });
      expect(await rig.client(`library-${scheme}`)).toMatchObject({ listener, ip_address: '127.0.0.1' });
      const sizes = [0, 1, 125, 126, 60_000];
      const got: number[] = [];
      const all = new Promise<void>((resolve) =>
        client.on('message', (_topic, payload) => {
          got.push(payload.length);
          if (got.length === sizes.length) resolve();
        }),
      );
      await client.subscribeAsync(`${scheme}/x`, { qos: 1 });
      for (const size of sizes) await client.publishAsync(`${scheme}/x`, Buffer.alloc(size), { qos: 1 });
      await all;
      expect(got).toEqual(sizes);
      await client.endAsync();
    },
  );

  it('does not care how packets are spread over WebSocket messages', async () => {
    const socket = webSocket('/mqtt?token=x');
    const client = rig.keep(new RawClient(new WebSocketTransport(socket)));
    await new Promise((resolve) => socket.once('open', resolve));
    expect(socket.protocol).toBe('mqtt');
    const connect = generate(connectPacket({ clientId: 'spread' }));
    for (const byte of connect) socket.send(Buffer.from([byte]));
    expect(await client.next('connack')).toMatchObject({ returnCode: 0 });
    expect(await client.subscribe(0, 'sp/x')).toEqual([0]);
    client.send(publishPacket('sp/x', 'one', 0), publishPacket('sp/x', 'two', 0), { cmd: 'pingreq' });
    expect(await client.messages(2)).toEqual(['one', 'two']);
    await client.next('pingresp');
    client.send({ cmd: 'disconnect' });
    await client.closed;
  });

  it('lets in nobody but MQTT', async () => {
    expect(await refusal(webSocket('/elsewhere'))).toBe(404);
    expect(await refusal(webSocket('/mqtt', 'chat'))).toBe(400);
    expect(await refusal(webSocket('/mqtt', []))).toBe(400);
    const page = await fetch(`http://127.0.0.1:${rig.broker.webSocketPort}/mqtt`);
    expect(page.status).toBe(426);
    expect(await rig.counter('client.refused.not_websocket')).toBe(4);
    const talker = webSocket();
    await new Promise((resolve) => talker.once('open', resolve));
    talker.send('text');
    await new Promise((resolve) => talker.once('close', resolve));
  });

  it('ends a WebSocket for too long a packet, and one that is cut off', async () => {
    for (const bytes of [
      generate(publishPacket('x', 'x'.repeat(70_000), 0)),
      Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff]),
    ]) {
      const socket = webSocket();
      const client = rig.keep(new RawClient(new WebSocketTransport(socket)));
      await new Promise((resolve) => socket.once('open', resolve));
      await client.login({ clientId: 'rude' });
      socket.send(bytes);
      await client.closed;
    }
  });

  it('notices a WebSocket whose client is killed', async () => {
    const socket = webSocket();
    const client = rig.keep(new RawClient(new WebSocketTransport(socket)));
    await new Promise((resolve) => socket.once('open', resolve));
    await client.login({ clientId: 'killed' });
    await client.break();
    await eventually(async () => expect((await rig.api('GET', '/api/v5/clients/killed')).status).toBe(404));
  });

  it('refuses what is no TLS, and TLS of long ago', async () => {
    const plain = await rig.open(rig.broker.tlsPort ?? 0);
    plain.send(connectPacket({ clientId: 'plain' }));
    await plain.closed;
    const old = connectTls({
      port: rig.broker.tlsPort ?? 0,
      host: '127.0.0.1',
      ca: certificate.cert,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
      ciphers: 'ALL@SECLEVEL=0',
    });
    await new Promise((resolve) => old.once('error', resolve));
    expect(await rig.counter('client.refused.tls_failed')).toBeGreaterThanOrEqual(1);
  });

  it('wants a certificate that fits its key', async () => {
    const doors = { tlsPort: 0, tls: { ...certificate, key: 'no key' } };
    await expect(Rig.start({ doors })).rejects.toThrow();
    await expect(Rig.start({ doors: { tlsPort: 0 } })).rejects.toThrow('certificate');
  });
});
