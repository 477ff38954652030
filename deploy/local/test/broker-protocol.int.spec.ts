import { connectAsync } from 'mqtt';
import { generate } from 'mqtt-packet';
import { connectPacket, publishPacket, Rig } from './broker-rig';

describe('embedded broker: what devices of the contract need (docs/protocol/device.md 1.1, 1.5)', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start({ zones: { device: { maxPacketBytes: 64 * 1024 } } });
  });
  afterAll(() => rig.stop());

  it('answers a clean CONNECT with flags 0 and code 0, and one filter with a SUBACK of remaining length 3', async () => {
    const client = await rig.open();
    await client.login({ clientId: 'micropython', username: 'jwt', password: Buffer.alloc(0) });
    expect(Buffer.concat(client.bytes)).toEqual(Buffer.from([0x20, 2, 0, 0]));
    client.bytes.length = 0;
    await client.subscribe(0, 'localhost/node');
    expect(Buffer.concat(client.bytes)).toEqual(Buffer.from([0x90, 3, 0, 7, 0]));
    client.bytes.length = 0;
    await client.fence();
    expect(Buffer.concat(client.bytes)).toEqual(Buffer.from([0xd0, 0]));
  });

  it('accepts a user name of 163 characters alone, and with an empty password', async () => {
    const username = 'a'.repeat(163);
    await rig.device('alone', { username });
    await rig.device('with-empty-password', { username, password: Buffer.alloc(0) });
    const calls = rig.hook.authnCalls.filter((call) => call['username'] === username);
    expect(calls.map((call) => [call['clientid'], call['password']])).toEqual([
      ['alone', ''],
      ['with-empty-password', ''],
    ]);
  });

  it('speaks MQTT 3.1, whose clients must have a name, and refuses what it does not know', async () => {
    const old = await rig.open();
    expect(await old.login({ clientId: 'old', protocolId: 'MQIsdp', protocolVersion: 3 })).toBe(0);
    expect(await old.subscribe(1, 'd/x')).toEqual([1]);
    const nameless = await rig.open();
    nameless.socket.write(Buffer.from('\x10\x0e\0\x06MQIsdp\x03\x02\0\x3c\0\0', 'latin1'));
    expect(await nameless.next('connack')).toMatchObject({ returnCode: 2 });
    const future = await rig.open();
    future.socket.write(Buffer.from([0x10, 13, 0, 4, 0x4d, 0x51, 0x54, 0x54, 6, 2, 0, 60, 0, 1, 0x61]));
    expect(await future.next('connack')).toMatchObject({ returnCode: 1 });
    await future.closed;
  });

  it('serves an ordinary client library at QoS 0, 1 and 2', async () => {
    const client = await connectAsync(rig.broker.url, { clientId: 'library', username: 'jwt' });
    const got: [string, string, number][] = [];
    const all = new Promise<void>((resolve) =>
      client.on('message', (topic, payload, { qos }) => {
        got.push([topic, payload.toString(), qos]);
        if (got.length === 3) resolve();
      }),
    );
    expect(await client.subscribeAsync('lib/+', { qos: 2 })).toMatchObject([{ topic: 'lib/+', qos: 2 }]);
    await client.publishAsync('lib/a', '0', { qos: 0 });
    await client.publishAsync('lib/a', '1', { qos: 1 });
    await client.publishAsync('lib/a', '2', { qos: 2 });
    await all;
    expect(got).toEqual([
      ['lib/a', '0', 0],
      ['lib/a', '1', 1],
      ['lib/a', '2', 2],
    ]);
    await client.endAsync();
  });

  it('takes a repeated QoS 2 publish once until it is released', async () => {
    const sub = await rig.device('qos2-sub');
    await sub.subscribe(1, 'q/2');
    const pub = await rig.device('qos2-pub');
    pub.send(publishPacket('q/2', 'once', 2, 5), publishPacket('q/2', 'once', 2, 5), {
      cmd: 'pubrel',
      messageId: 5,
    });
    await pub.next('pubrec');
    await pub.next('pubcomp');
    pub.send(publishPacket('q/2', 'again', 2, 5));
    expect(await sub.messages(2)).toEqual(['once', 'again']);
  });

  it('carries QoS 2 to subscribers exactly once, also over a broken connection', async () => {
    const first = await rig.device('exact', { clean: false });
    expect(await first.subscribe(2, 'q/out')).toEqual([2]);
    const pub = await rig.device('exact-pub');
    pub.send(publishPacket('q/out', 'a', 2, 1), publishPacket('q/out', 'b', 2, 2));
    const [a, b] = [await first.next('publish'), await first.next('publish')];
    expect([a, b]).toMatchObject([
      { qos: 2, dup: false },
      { qos: 2, dup: false },
    ]);
    first.send({ cmd: 'pubrec', messageId: a.messageId });
    expect(await first.next('pubrel')).toMatchObject({ messageId: a.messageId });
    await first.break();
    const second = await rig.device('exact', { clean: false });
    // What was confirmed is released again, what was not is sent again.
    expect(await second.next('pubrel')).toMatchObject({ messageId: a.messageId });
    expect(await second.next('publish')).toMatchObject({ qos: 2, dup: true, messageId: b.messageId });
    second.send({ cmd: 'pubcomp', messageId: a.messageId }, { cmd: 'pubrec', messageId: b.messageId });
    expect(await second.next('pubrel')).toMatchObject({ messageId: b.messageId });
    second.send({ cmd: 'pubcomp', messageId: b.messageId });
    await second.fence();
    expect(await rig.client('exact')).toMatchObject({ inflight_cnt: 0 });
  });

  it('ends a connection that wants something retained, and refuses such a will (docs/protocol/device.md 1.4)', async () => {
    const sub = await rig.service('retained-sub');
    await sub.subscribe(1, 'r/t');
    const pub = await rig.device('retainer');
    pub.send(publishPacket('r/t', 'kept?', 1, 1, true));
    await pub.closed;
    const will = { topic: 'r/t', payload: Buffer.from('w'), qos: 0 as const, retain: true };
    expect(await (await rig.open()).login({ clientId: 'retainer', will })).toBe(3);
    await (await rig.device('retainer')).publish('r/t', 'plain');
    expect(await sub.message()).toBe('plain');
  });

  it('delivers packets that come byte by byte and packets of several chunks', async () => {
    const sub = await rig.device('chunk-sub');
    await sub.subscribe(1, 'c/#');
    const pub = await rig.device('chunk-pub');
    const large = 'L'.repeat(50_000);
    for (const byte of generate(publishPacket('c/small', 'slow', 1, 1))) {
      await new Promise<void>((resolve) => pub.socket.write(Buffer.from([byte]), () => resolve()));
    }
    pub.send(publishPacket('c/large', large, 1, 2), publishPacket('c/after', 'after', 1, 3));
    expect(await sub.messages(3)).toEqual(['slow', large, 'after']);
  });

  it.each([
    ['a packet above the limit', generate(publishPacket('p/x', 'x'.repeat(70_000), 0))],
    ['a length field without end', Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['a topic with a wildcard', Buffer.from([0x30, 5, 0, 3, 0x61, 0x2f, 0x23])],
    ['a topic that is not UTF-8', Buffer.from([0x30, 4, 0, 2, 0xc3, 0x28])],
    ['a second CONNECT', generate(connectPacket({ clientId: 'twice' }))],
    ['a PUBLISH shorter than its topic', Buffer.from([0x30, 3, 0, 9, 0x61])],
  ])('closes the connection on %s', async (_what, bytes) => {
    const client = await rig.device('rude');
    client.socket.write(bytes);
    await client.closed;
  });

  it('refuses client ids that are too long or missing from a lasting session, and names nameless clean ones', async () => {
    const long = await rig.open();
    expect(await long.login({ clientId: 'x'.repeat(513) })).toBe(2);
    const fits = await rig.open();
    expect(await fits.login({ clientId: 'x'.repeat(512) })).toBe(0);
    const lasting = await rig.open();
    // No library writes such a packet: protocol name, level 4, no flags, keep-alive, no client id.
    lasting.socket.write(Buffer.from([0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0, 0, 60, 0, 0]));
    expect(await lasting.next('connack')).toMatchObject({ returnCode: 2 });
    const nameless = await rig.open();
    expect(await nameless.login({ clientId: '' })).toBe(0);
  });

  it('ends a connection that publishes to too many levels, and refuses such a filter', async () => {
    const sub = await rig.service('levels-sub');
    await sub.subscribe(1, 'deep/#');
    const pub = await rig.device('levels-pub');
    await pub.publish('deep/2/3/4/5', 'deep');
    expect(await sub.message()).toBe('deep');
    expect(await pub.subscribe(0, 'a/b/c/d/e/f', 'a/b')).toEqual([0x80, 0]);
    pub.send(publishPacket('deep/2/3/4/5/6', 'too deep', 1));
    await pub.closed;
  });

  it.each(['', 'a/#/b', 'a+/b', 'a/b#', '$share/g', '$share//a', '$share/g+/a', '$share/g/'])(
    'ends a connection that takes %p for a filter',
    async (filter) => {
      const client = await rig.device('filters');
      client.send({
        cmd: 'subscribe',
        messageId: 7,
        subscriptions: [
          { topic: 'ok', qos: 0 },
          { topic: filter, qos: 0 },
        ],
      });
      await client.closed;
    },
  );

  it('knows the older way to share a filter', async () => {
    const [a, b] = [await rig.device('queue-a'), await rig.device('queue-b')];
    for (const client of [a, b]) expect(await client.subscribe(0, '$queue/k/+')).toEqual([0]);
    expect(
      rig.hook.authzCalls.filter(({ action, topic }) => action === 'subscribe' && topic === 'k/+'),
    ).toHaveLength(2);
    const pub = await rig.device('queue-pub');
    for (let i = 0; i < 5; i++) await pub.publish(`k/${i}`, 'x', i + 1);
    await Promise.all([a.fence(), b.fence()]);
    expect(a.received.length + b.received.length).toBe(5);
  });

  it('ends a connection that is silent for one and a half keep-alives', async () => {
    const client = await rig.device('silent', { keepalive: 1 });
    await client.closed;
  });

  it('sends the will when the socket breaks, not after a DISCONNECT', async () => {
    const sub = await rig.service('will-sub');
    await sub.subscribe(1, 'will/+');
    const will = (topic: string) => ({
      will: { topic, payload: Buffer.from('gone'), qos: 1 as const, retain: false },
    });
    await (await rig.device('polite', will('will/polite'))).leave();
    await (await rig.device('crashed', will('will/crashed'))).break();
    expect(await sub.next('publish')).toMatchObject({ topic: 'will/crashed' });
  });
});

describe('embedded broker: rate limit of a zone', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start({ zones: { device: { messagesPerSecond: 50 } } });
  });
  afterEach(() => rig.stop());

  it('loses nothing of a client that sends faster', async () => {
    const sub = await rig.service('sub');
    await sub.subscribe(1, 't');
    const pub = await rig.device('fast');
    const sent = Array.from({ length: 90 }, (_, i) => String(i));
    for (const text of sent.slice(0, 80)) pub.send(publishPacket('t', text, 1, 1));
    expect(await sub.messages(80)).toEqual(sent.slice(0, 80));
    for (const text of sent.slice(80)) pub.send(publishPacket('t', text, 1, 1));
    expect(await sub.messages(10)).toEqual(sent.slice(80));
  });
});
