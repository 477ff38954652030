import { connectAsync } from 'mqtt';
import type { IPublishPacket, Packet } from 'mqtt-packet';
import { deny, publishPacket, type RawClient, Rig } from './broker-rig';

type Properties = NonNullable<IPublishPacket['properties']>;

const publish = (
  topic: string,
  payload: string,
  qos: 0 | 1 | 2,
  properties?: Properties,
  messageId = 1,
): Packet => ({
  ...(publishPacket(topic, payload, qos, messageId) as IPublishPacket),
  ...(properties && { properties }),
});

/** Waits for the DISCONNECT and the end, and gives its reason. */
async function dismissed(client: RawClient): Promise<number | undefined> {
  const { reasonCode } = await client.next('disconnect');
  await client.closed;
  return reasonCode;
}

describe('embedded broker: MQTT 5 (docs/protocol/emqx.md)', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start({
      zones: { device: { maxPacketBytes: 64 * 1024, maxTopicAlias: 3, maxAwaitingRelease: 2 } },
    });
  });
  beforeEach(() => rig.trustDevices());
  afterAll(() => rig.stop());

  it('says at CONNECT what it can do, and names the nameless', async () => {
    const client = await rig.open();
    const answer = await client.greet({ protocolVersion: 5, clientId: '' });
    expect(answer).toMatchObject({
      reasonCode: 0,
      sessionPresent: false,
      properties: {
        receiveMaximum: 32,
        retainAvailable: false,
        maximumPacketSize: 65_536,
        topicAliasMaximum: 3,
        wildcardSubscriptionAvailable: true,
        subscriptionIdentifiersAvailable: true,
        sharedSubscriptionAvailable: true,
        assignedClientIdentifier: expect.stringMatching(/^auto-/),
      },
    });
    expect(answer.properties).not.toHaveProperty('maximumQoS');
    expect(answer.properties).not.toHaveProperty('sessionExpiryInterval');
  });

  it.each([
    ['a refusal', { username: 'no' }, 0x87],
    ['an unavailable hook', { username: 'later' }, 0x88],
    ['a client id that is too long', { clientId: 'x'.repeat(513) }, 0x85],
    ['another way to authenticate', { properties: { authenticationMethod: 'SCRAM' } }, 0x8c],
    [
      'a will that is to be retained',
      { will: { topic: 'w', payload: Buffer.from(''), qos: 0 as const, retain: true } },
      0x9a,
    ],
    [
      'a will to a filter',
      { will: { topic: 'w/#', payload: Buffer.from(''), qos: 0 as const, retain: false } },
      0x90,
    ],
  ])('answers %s with its reason', async (_what, more, code) => {
    const impatient = await Rig.start({ hooks: { connectWaitMs: 100 } });
    impatient.hook.authn = ({ username }) => (username === 'later' ? { status: 503 } : deny);
    const client = await impatient.open();
    expect(await client.login({ protocolVersion: 5, ...more })).toBe(code);
    await client.closed;
    await impatient.stop();
  });

  it('answers each filter with its reason', async () => {
    rig.hook.authn = () => ({ status: 204 });
    rig.hook.authz = ({ topic }) => (topic === 'no' ? deny : { status: 204 });
    const client = await rig.modern('filters');
    expect(await client.subscribe(1, 'a', 'no', 'b', '1/2/3/4/5/6')).toEqual([1, 135, 1, 0x8f]);
    client.send({ cmd: 'unsubscribe', messageId: 4, unsubscriptions: ['a', 'never'] });
    expect(await client.next('unsuback')).toMatchObject({ messageId: 4, granted: [0, 0x11] });
  });

  it('says why a publish has no effect', async () => {
    rig.hook.authn = () => ({ status: 204 });
    rig.hook.authz = ({ topic }) => (topic === 'no' ? deny : { status: 204 });
    const client = await rig.modern('reasons');
    client.send(publish('no', 'x', 1, undefined, 1), publish('nobody', 'x', 1, undefined, 2));
    expect(await client.next('puback')).toMatchObject({ messageId: 1, reasonCode: 135 });
    expect(await client.next('puback')).toMatchObject({ messageId: 2, reasonCode: 16 });
    client.send(publish('no', 'x', 2, undefined, 3));
    expect(await client.next('pubrec')).toMatchObject({ messageId: 3, reasonCode: 135 });
    client.send({ cmd: 'pubrel', messageId: 3 });
    expect(await client.next('pubcomp')).toMatchObject({ messageId: 3, reasonCode: 0x92 });
  });

  it('hands on what a message carries, in the order it came, and only to who understands it', async () => {
    const [sub, old] = [await rig.modern('props-sub'), await rig.device('props-old')];
    for (const client of [sub, old]) await client.subscribe(1, 'p/x');
    const pub = await rig.modern('props-pub');
    const properties: Properties = {
      payloadFormatIndicator: true,
      contentType: 'text/plain',
      responseTopic: 'answers/here',
      correlationData: Buffer.from([1, 0, 255]),
      userProperties: { b: '1', a: ['2', '3'] },
    };
    pub.send(publish('p/x', 'rich', 1, { ...properties, messageExpiryInterval: 60 }));
    const got = await sub.next('publish');
    expect(got.payload.toString()).toBe('rich');
    expect(got.properties).toEqual({ ...properties, messageExpiryInterval: 60 });
    expect(Object.keys(got.properties?.userProperties ?? {})).toEqual(['b', 'a']);
    expect(await old.message()).toBe('rich');
    await (await rig.device('props-3')).publish('p/x', 'plain');
    expect(await sub.next('publish')).not.toHaveProperty('properties');
  });

  it('marks each copy with the number of its subscription', async () => {
    const sub = await rig.modern('ids');
    const subscribe = async (topic: string, subscriptionIdentifier: number) => {
      sub.send({
        cmd: 'subscribe',
        messageId: 2,
        subscriptions: [{ topic, qos: 0 }],
        properties: { subscriptionIdentifier },
      });
      await sub.next('suback');
    };
    await subscribe('i/x', 5);
    await subscribe('i/#', 268_435_455);
    await subscribe('$share/g/i/+', 300);
    await (await rig.device('ids-pub')).publish('i/x', 'x');
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await sub.next('publish')).properties?.subscriptionIdentifier);
    expect(ids.sort()).toEqual([268_435_455, 300, 5]);
  });

  it('keeps from a client what it has published itself, when it wants that', async () => {
    const [self, other] = [await rig.modern('nl-self'), await rig.modern('nl-other')];
    for (const client of [self, other]) {
      client.send({
        cmd: 'subscribe',
        messageId: 2,
        subscriptions: [{ topic: 'nl/x', qos: 0, nl: true, rap: true, rh: 2 }],
      });
      expect(await client.next('suback')).toMatchObject({ granted: [0] });
    }
    self.send(publish('nl/x', 'mine', 0), publish('nl/x', 'mine too', 0, { contentType: 't' }));
    expect(await other.messages(2)).toEqual(['mine', 'mine too']);
    other.send(publish('nl/x', 'theirs', 0));
    expect(await self.message()).toBe('theirs');
    self.send({
      cmd: 'subscribe',
      messageId: 3,
      subscriptions: [{ topic: '$share/g/nl', qos: 0, nl: true, rap: false, rh: 0 }],
    });
    expect(await dismissed(self)).toBe(0x82);
  });

  it('takes numbers for topics, and uses them where the client does', async () => {
    const sub = await rig.modern('alias-sub', { properties: { topicAliasMaximum: 1 } });
    await sub.subscribe(0, 'al/#');
    const pub = await rig.modern('alias-pub');
    pub.send(
      publish('al/one', '1', 0, { topicAlias: 3 }),
      publish('', '2', 0, { topicAlias: 3 }),
      publish('al/two', '3', 0, { topicAlias: 3 }),
      publish('', '4', 0, { topicAlias: 3 }),
    );
    const got = [];
    for (let i = 0; i < 4; i++) {
      const { topic, payload, properties } = await sub.next('publish');
      got.push([topic, payload.toString(), properties?.topicAlias]);
    }
    expect(got).toEqual([
      ['al/one', '1', 1],
      ['', '2', 1],
      ['al/two', '3', undefined],
      ['al/two', '4', undefined],
    ]);
  });

  it.each([
    ['an alias above the maximum', publish('x', '', 0, { topicAlias: 4 }), 0x94],
    ['an alias that was never given', publish('', '', 0, { topicAlias: 2 }), 0x82],
    ['no topic and no alias', publish('', '', 0), 0x82],
    ['a wildcard in a topic', publish('x/#', '', 0), 0x90],
    ['a filter to answer to', publish('x', '', 0, { responseTopic: 'a/+' }), 0x82],
    ['a subscription number of its own', publish('x', '', 0, { subscriptionIdentifier: 4 }), 0x82],
    ['too many levels', publish('1/2/3/4/5/6', '', 0), 0x90],
    ['something to be retained', { ...publish('x', '', 0), retain: true } as Packet, 0x9a],
    ['too long a packet', publish('x', 'x'.repeat(70_000), 0), 0x95],
    ['a subscription without a filter', Buffer.from([0x82, 3, 0, 1, 0]), 0x82],
    [
      'a wrong filter',
      { cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'a/#/b', qos: 0 }] } as Packet,
      0x8f,
    ],
    ['a reserved option', Buffer.from([0x82, 7, 0, 1, 0, 0, 1, 0x61, 0xc0]), 0x81],
    ['subscription number 0', Buffer.from([0x82, 9, 0, 1, 2, 0x0b, 0, 0, 1, 0x61, 0]), 0x82],
    ['a second CONNECT', { cmd: 'connect', clientId: 'x', clean: true, protocolVersion: 5 } as Packet, 0x82],
    ['an AUTH', { cmd: 'auth', reasonCode: 0x18, properties: { authenticationMethod: 'm' } } as Packet, 0x82],
    ['a property twice', Buffer.from([0x30, 8, 0, 1, 0x61, 4, 0x01, 0, 0x01, 0]), 0x82],
    ['an unknown property', Buffer.from([0x30, 6, 0, 1, 0x61, 2, 0x7f, 0]), 0x81],
    ['properties beyond the packet', Buffer.from([0x30, 4, 0, 1, 0x61, 9]), 0x81],
    ['packet id 0', Buffer.from([0x32, 6, 0, 1, 0x61, 0, 0, 0]), 0x81],
    ['QoS 3', Buffer.from([0x36, 6, 0, 1, 0x61, 0, 1, 0]), 0x81],
    ['a topic that is not UTF-8', Buffer.from([0x30, 5, 0, 2, 0xc3, 0x28, 0]), 0x81],
  ])('ends a connection for %s and says why', async (_what, packet, code) => {
    const client = await rig.modern('rude');
    if (Buffer.isBuffer(packet)) client.socket.write(packet);
    else client.send(packet);
    expect(await dismissed(client)).toBe(code);
  });

  it('ends a connection that releases too few QoS 2 messages', async () => {
    const client = await rig.modern('hoarder');
    client.send(
      publish('x', '', 2, undefined, 1),
      publish('x', '', 2, undefined, 2),
      publish('x', '', 2, undefined, 2),
    );
    await client.next('pubrec');
    await client.next('pubrec');
    expect(await client.next('pubrec')).toMatchObject({ messageId: 2, reasonCode: 0x91 });
    client.send(publish('x', '', 2, undefined, 3));
    expect(await dismissed(client)).toBe(0x93);
  });

  it('sends no more than the client takes: in number and in size', async () => {
    const sub = await rig.modern('small', { properties: { receiveMaximum: 2, maximumPacketSize: 40 } });
    await sub.subscribe(1, 's/x');
    const pub = await rig.device('small-pub');
    for (const text of ['1', '2', 'x'.repeat(100), '3', '4']) await pub.publish('s/x', text);
    await sub.fence();
    expect(sub.received.filter(({ cmd }) => cmd === 'publish')).toHaveLength(2);
    expect(await rig.client('small')).toMatchObject({ inflight_cnt: 2, inflight_max: 2, mqueue_len: 3 });
    expect(await sub.messages(4)).toEqual(['1', '2', '3', '4']);
    expect(await rig.client('small')).toMatchObject({ mqueue_dropped: 1 });
    expect(await rig.counter('delivery.dropped.too_large')).toBe(1);
    // Exactly what it takes: 2 bytes of header, topic, id, properties and payload.
    await pub.publish('s/x', 'y'.repeat(40 - 2 - 5 - 2 - 1));
    expect(await sub.message()).toHaveLength(30);
  });

  it('keeps a session for as long as it was asked to', async () => {
    const properties = { sessionExpiryInterval: 3600 };
    const first = await rig.modern('keeper', { clean: true, properties });
    await first.subscribe(1, 'k/x');
    await first.break();
    await (await rig.device('keeper-pub')).publish('k/x', 'meanwhile');
    const again = {
      protocolVersion: 5,
      clientId: 'keeper',
      username: 'token-of-keeper',
      clean: false,
    } as const;
    const second = await rig.open();
    expect(await second.greet(again)).toMatchObject({ sessionPresent: true });
    expect(await second.message()).toBe('meanwhile');
    // This time nothing was said of the session's life.
    await second.break();
    const third = await rig.open();
    expect(await third.greet(again)).toMatchObject({ sessionPresent: false });
  });

  it('says so when a session lives shorter than wished, and lets a farewell change its life', async () => {
    const client = await rig.open();
    const answer = await client.greet({
      protocolVersion: 5,
      clientId: 'forever',
      properties: { sessionExpiryInterval: 0xffff_ffff },
    });
    expect(answer.properties).toMatchObject({ sessionExpiryInterval: 7200 });
    client.send({ cmd: 'disconnect', reasonCode: 0, properties: { sessionExpiryInterval: 0 } });
    await client.closed;
    expect((await rig.api('GET', '/api/v5/clients/forever')).status).toBe(404);
    const brief = await rig.modern('brief');
    brief.send({ cmd: 'disconnect', reasonCode: 0, properties: { sessionExpiryInterval: 10 } });
    expect(await dismissed(brief)).toBe(0x82);
  });

  it('drops what nobody has fetched in time', async () => {
    const first = await rig.modern('late', { properties: { sessionExpiryInterval: 3600 } });
    await first.subscribe(1, 'l/x');
    await first.break();
    const pub = await rig.modern('late-pub');
    pub.send(publish('l/x', 'stale', 1, { messageExpiryInterval: 0 }));
    await pub.next('puback');
    pub.send(publish('l/x', 'fresh', 1, { messageExpiryInterval: 100 }));
    await pub.next('puback');
    const second = await rig.modern('late', { clean: false });
    const got = await second.next('publish');
    expect(got.payload.toString()).toBe('fresh');
    expect(got.properties?.messageExpiryInterval).toBeLessThanOrEqual(100);
    expect(await rig.counter('delivery.dropped.expired')).toBe(1);
  });

  it('says who ended the connection', async () => {
    const kicked = await rig.modern('kicked');
    await rig.api('DELETE', '/api/v5/clients/kicked');
    expect(await dismissed(kicked)).toBe(0x98);
    const first = await rig.modern('twin');
    const second = await rig.modern('twin');
    expect(await dismissed(first)).toBe(0x8e);
    const silent = await rig.modern('silent', { keepalive: 1 });
    expect(await dismissed(silent)).toBe(0x8d);
    await second.fence();
  });

  it('publishes a will with what it carries, at once, after its delay, or not at all', async () => {
    const sub = await rig.modern('will-sub');
    await sub.subscribe(0, 'w/+');
    const will = (topic: string, properties: object = {}) => ({
      will: { topic, payload: Buffer.from('gone'), qos: 0 as const, retain: false, properties },
    });
    const lasting = { properties: { sessionExpiryInterval: 3600 } };
    await (await rig.modern('polite', will('w/polite'))).leave();
    const back = { ...lasting, ...will('w/back', { willDelayInterval: 3600 }) };
    await (await rig.modern('back', back)).break();
    await (await rig.modern('back', { clean: false, ...lasting })).leave();
    const crashed = await rig.modern(
      'crashed',
      will('w/crashed', { contentType: 'c', userProperties: { k: 'v' } }),
    );
    await crashed.break();
    expect(await sub.next('publish')).toMatchObject({
      topic: 'w/crashed',
      properties: { contentType: 'c', userProperties: { k: 'v' } },
    });
    const wanted = await rig.modern('wanted', will('w/wanted'));
    wanted.send({ cmd: 'disconnect', reasonCode: 4 });
    expect(await sub.next('publish')).toMatchObject({ topic: 'w/wanted' });
    await (
      await rig.modern('delayed', { ...lasting, ...will('w/delayed', { willDelayInterval: 1 }) })
    ).break();
    expect(await sub.next('publish')).toMatchObject({ topic: 'w/delayed' });
    // A session that ends does not wait any longer.
    await (
      await rig.modern('ended', { ...lasting, ...will('w/ended', { willDelayInterval: 3600 }) })
    ).break();
    await (await rig.modern('ended', { clean: true })).leave();
    expect(await sub.next('publish')).toMatchObject({ topic: 'w/ended' });
  });

  it('serves an ordinary client library with request and response at QoS 2', async () => {
    const options = {
      protocolVersion: 5,
      username: 'jwt',
      properties: { topicAliasMaximum: 10 },
      autoUseTopicAlias: true,
    } as const;
    const server = await connectAsync(rig.broker.url, { ...options, clientId: 'server' });
    const client = await connectAsync(rig.broker.url, { ...options, clientId: 'client' });
    await server.subscribeAsync('rpc/sum', { qos: 2, nl: true });
    server.on('message', (_topic, payload, { properties }) => {
      const sum = String(payload)
        .split('+')
        .map(Number)
        .reduce((a, b) => a + b);
      server.publish(properties?.responseTopic ?? '', String(sum), {
        qos: 2,
        properties: { correlationData: properties?.correlationData },
      });
    });
    await client.subscribeAsync('rpc/answers', { qos: 2 });
    const answered = new Promise((resolve) =>
      client.on('message', (_topic, payload, { properties }) =>
        resolve([String(payload), String(properties?.correlationData)]),
      ),
    );
    await client.publishAsync('rpc/sum', '2+40', {
      qos: 2,
      properties: { responseTopic: 'rpc/answers', correlationData: Buffer.from('q1') },
    });
    expect(await answered).toEqual(['42', 'q1']);
    await Promise.all([server.endAsync(), client.endAsync()]);
  });
});
