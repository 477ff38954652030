import type { IPublishPacket } from 'mqtt-packet';
import { eventually } from '@unitfleet/testing';
import type { Zone } from '../src/broker';
import { allow, connectPacket, publishPacket, RawClient, Rig } from './broker-rig';

describe('embedded broker: limits of devices (docs/protocol/device.md 1.5)', () => {
  let rig: Rig;
  const begin = async (device: Partial<Zone>): Promise<void> => {
    rig = await Rig.start({ zones: { device } });
    rig.trustDevices();
  };
  afterEach(() => rig.stop());

  it('closes who comes when all places are taken, and has them again', async () => {
    await begin({ maxConnections: 2 });
    const [first] = [await rig.device('1'), await rig.device('2')];
    const third = await rig.open();
    await third.closed;
    expect(await rig.counter('client.refused.full')).toBe(1);
    // Our own services have a door of their own.
    await rig.service('service');
    await first.leave();
    await eventually(async () => {
      const client = await rig.open();
      expect(await client.login({ clientId: '3' })).toBe(0);
    });
  });

  it('lets new connections wait when they come faster than they may, and loses none', async () => {
    await begin({ connectionsPerSecond: 4 });
    const clients = await Promise.all(Array.from({ length: 8 }, () => rig.open()));
    const codes = await Promise.all(clients.map((client, i) => client.login({ clientId: `c${i}` })));
    expect(codes).toEqual(new Array(8).fill(0));
    expect(await rig.counter('connection.delayed.rate')).toBeGreaterThanOrEqual(1);
  });

  it('reads more slowly who sends more bytes than it may, whatever they are', async () => {
    await begin({ bytesPerSecond: 100_000 });
    const sub = await rig.service('sub');
    await sub.subscribe(1, 't');
    const pub = await rig.device('heavy');
    const sent = Array.from({ length: 4 }, (_, i) => String(i).repeat(50_000));
    for (const text of sent) pub.send(publishPacket('t', text, 1));
    expect(await sub.messages(4)).toEqual(sent);
    expect(await rig.counter('client.paused.rate')).toBeGreaterThanOrEqual(1);
  });

  it('grants no more than the highest QoS, and ends a connection that publishes above it', async () => {
    await begin({ maxQos: 1 });
    const old = await rig.device('old');
    expect(await old.subscribe(2, 'a')).toEqual([1]);
    old.send(publishPacket('a', 'x', 2));
    await old.closed;
    const modern = await rig.open();
    expect(await modern.greet({ protocolVersion: 5, clientId: 'm' })).toMatchObject({
      properties: { maximumQoS: 1 },
    });
    modern.send(publishPacket('a', 'x', 2));
    expect(await modern.next('disconnect')).toMatchObject({ reasonCode: 0x9b });
    expect(await rig.counter('connection.closed.qos_not_supported')).toBe(2);
  });

  it('holds so many subscriptions, and takes those again that it holds', async () => {
    await begin({ maxSubscriptions: 2 });
    const old = await rig.device('old');
    expect(await old.subscribe(0, 'a', 'b', 'c', 'a')).toEqual([0, 0, 0x80, 0]);
    const modern = await rig.modern('modern');
    expect(await modern.subscribe(0, 'a', 'b', 'c')).toEqual([0, 0, 0x97]);
    expect(await rig.counter('client.subscribe.refused')).toBe(2);
  });

  it('keeps as many sessions as it has places, and gives up the one that is away for longest', async () => {
    await begin({ maxConnections: 2 });
    for (const clientId of ['1', '2', '3']) {
      const device = await rig.device(clientId, { clean: false });
      await device.leave();
      await eventually(async () => expect(await rig.client(clientId)).toMatchObject({ connected: false }));
    }
    expect(await rig.counter('session.discarded.full')).toBe(1);
    for (const [clientId, sessionPresent] of [
      ['3', true],
      ['2', true],
      ['1', false],
    ] as const) {
      const device = await rig.open();
      const packet = { clientId, username: `token-of-${clientId}`, clean: false };
      expect(await device.greet(packet)).toMatchObject({ sessionPresent });
      await device.leave();
    }
  });

  it('waits only so long for a CONNECT, however slowly it comes', async () => {
    await begin({ connectTimeoutSeconds: 1 });
    const slow = await rig.open();
    const bytes = [0x10, 20, 0, 4, 0x4d];
    const trickle = setInterval(() => slow.socket.write(Buffer.from([bytes.shift() ?? 0])), 300);
    const mute = await rig.open();
    await Promise.all([slow.closed, mute.closed]);
    clearInterval(trickle);
    expect(await rig.counter('connection.closed.connect_timeout')).toBe(2);
  });

  it('ends a connection when its permission ends', async () => {
    await begin({});
    const soon = () => allow({ expire_at: Math.floor(Date.now() / 1000) + 3 });
    rig.hook.authn = soon;
    const [old, modern] = [await rig.device('old'), await rig.modern('modern')];
    await old.closed;
    expect(await modern.next('disconnect')).toMatchObject({ reasonCode: 0x87 });
    expect(await rig.counter('connection.closed.auth_expired')).toBe(2);
  });

  /** Far more than a socket takes for one who does not read, each read by another before the next one comes. */
  const publishToSlowAndQuick = async () => {
    const [slow, quick] = [await rig.device('slow'), await rig.device('quick')];
    for (const client of [slow, quick]) await client.subscribe(0, 't');
    slow.socket.pause();
    const pub = await rig.device('pub');
    for (const text of Array.from({ length: 400 }, (_, i) => `${i} ${'x'.repeat(50_000)}`)) {
      pub.send(publishPacket('t', text, 0));
      expect(await quick.message()).toBe(text);
    }
    expect(await rig.client('quick')).toMatchObject({ mqueue_dropped: 0 });
    return slow;
  };

  it('keeps nobody waiting for a subscriber that does not read, and drops what it cannot keep for it', async () => {
    await begin({ sendTimeoutSeconds: 3_600, maxQueueMessages: 20 });
    const slow = await publishToSlowAndQuick();
    expect(await rig.counter('delivery.dropped.queue_full')).toBeGreaterThan(0);
    slow.socket.resume();
    await slow.fence();
  });

  it('ends a subscriber that goes on not reading', async () => {
    await begin({ sendTimeoutSeconds: 1, maxQueueMessages: 20 });
    const slow = await publishToSlowAndQuick();
    await eventually(async () => expect(await rig.counter('connection.closed.slow_consumer')).toBe(1));
    slow.socket.resume();
    await slow.closed;
  });

  it('ends who takes nothing for too long', async () => {
    await begin({ sendTimeoutSeconds: 1 });
    const slow = await rig.device('slow');
    await slow.subscribe(0, 't');
    slow.socket.pause();
    const pub = await rig.device('pub');
    for (let i = 0; i < 400; i++) pub.send(publishPacket('t', 'x'.repeat(50_000), 0));
    await eventually(async () => expect(await rig.counter('connection.closed.slow_consumer')).toBe(1));
    await pub.fence();
  });

  it('does not read who does not read, and then goes on where it stopped', async () => {
    await begin({ maxQueueMessages: 2000 });
    const echo = await rig.device('echo');
    await echo.subscribe(0, 'e');
    echo.socket.pause();
    const sent = Array.from({ length: 400 }, (_, i) => `${i} ${'x'.repeat(50_000)}`);
    for (const text of sent) echo.send(publishPacket('e', text, 0));
    await eventually(async () => expect(await rig.counter('client.paused.unread')).toBeGreaterThanOrEqual(1));
    echo.socket.resume();
    expect(await echo.messages(400)).toEqual(sent);
  });

  it('asks nobody about clients that are gone before their turn comes', async () => {
    await rig?.stop();
    rig = await Rig.start({ hooks: { maxQuestions: 1 } });
    let answer!: () => void;
    rig.hook.authn = () => new Promise((resolve) => (answer = () => resolve(allow())));
    const first = await rig.open();
    const admitted = first.login({ clientId: 'first' });
    while (rig.hook.authnCalls.length === 0) await new Promise(setImmediate);
    const fickle = await Promise.all(Array.from({ length: 50 }, () => rig.open()));
    for (const client of fickle) client.send(connectPacket({ clientId: 'fickle' }));
    await Promise.all(fickle.map((client) => client.break()));
    await eventually(async () => expect(await rig.counter('connection.closed.tcp_closed')).toBe(50));
    const last = await rig.open();
    const lastAdmitted = last.login({ clientId: 'last' });
    answer();
    expect(await admitted).toBe(0);
    await eventually(() => expect(rig.hook.authnCalls).toHaveLength(2));
    answer();
    expect(await lastAdmitted).toBe(0);
    expect(rig.hook.authnCalls.map(({ clientid }) => clientid)).toEqual(['first', 'last']);
  });

  it('serves others while a thousand connections a second come and go', async () => {
    await begin({});
    const inner = rig.hook.authn;
    rig.hook.authn = (call) => (call['username'] === 'wrong' ? { status: 401 } : inner(call));
    const [sub, pub] = [await rig.device('sub'), await rig.device('pub')];
    await sub.subscribe(1, 't');
    let refused = 0;
    const storm = Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let i = 0; i < 50; i++) {
          const client = await RawClient.open(rig.broker.port);
          if ((await client.login({ clientId: 'storm', username: 'wrong' })) === 5) refused++;
          await client.closed;
        }
      }),
    );
    for (let i = 0; i < 100; i++) {
      await pub.publish('t', String(i), i + 1);
      expect(await sub.message()).toBe(String(i));
    }
    await storm;
    expect(refused).toBe(1000);
    expect(await rig.counter('client.refused.not_authorized')).toBe(1000);
    expect(await rig.counter('client.disconnected')).toBe(0);
  });

  it('counts in one place what came of every limit', async () => {
    await begin({});
    await (await rig.device('d')).leave();
    const { text } = await rig.api('GET', '/metrics');
    for (const name of ['client_refused_rate', 'client_paused_rate', 'connection_closed_packet_too_large'])
      expect(text).toContain(`emqx_${name} 0\n`);
    expect(text).toContain('emqx_connection_closed_normal 1\n');
  });

  it('has packets as long as allowed, to the byte', async () => {
    await begin({ maxPacketBytes: 100 });
    const device = await rig.device('d');
    await device.subscribe(0, 't');
    const overhead = 2 + 3;
    device.send(publishPacket('t', 'x'.repeat(100 - overhead), 0));
    const got: IPublishPacket = await device.next('publish');
    expect(got.payload).toHaveLength(95);
    device.send(publishPacket('t', 'x'.repeat(101 - overhead), 0));
    await device.closed;
    expect(await rig.counter('connection.closed.packet_too_large')).toBe(1);
  });
});
