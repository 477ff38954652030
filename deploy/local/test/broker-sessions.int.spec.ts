import type { BrokerInput } from '../src/broker';
import { publishPacket, type RawClient, Rig } from './broker-rig';

const texts = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

async function publishAll(
  client: RawClient,
  topic: string,
  payloads: string[],
  qos: 0 | 1 = 1,
): Promise<void> {
  client.send(...payloads.map((text) => publishPacket(topic, text, qos, 1)));
  await client.fence();
}

describe('embedded broker: sessions (docs/protocol/emqx.md, "Sessions and shared subscriptions")', () => {
  let rig: Rig;
  const begin = async (zones: BrokerInput['zones']) => {
    rig = await Rig.start({ zones });
    rig.trustDevices();
  };
  const again = async (zones: BrokerInput['zones']) => {
    await rig.stop();
    await begin(zones);
  };
  beforeEach(() =>
    begin({
      device: { maxInflight: 4, maxQueueMessages: 10 },
      internal: { maxInflight: 4, maxQueueMessages: 1000 },
    }),
  );
  afterEach(() => rig.stop());

  it('keeps a lasting session: subscriptions, what waited, and unacknowledged messages with their ids', async () => {
    const first = await rig.device('lasting', { clean: false });
    await first.subscribe(1, 't');
    const pub = await rig.device('pub');
    await publishAll(pub, 't', texts(1, 3));
    const ids = [];
    for (const text of texts(1, 3)) {
      const packet = await first.next('publish');
      expect(packet).toMatchObject({ dup: false, qos: 1 });
      expect(packet.payload.toString()).toBe(text);
      ids.push(packet.messageId);
    }
    first.send({ cmd: 'puback', messageId: ids[1] ?? 0 });
    await first.fence();
    await first.break();
    await publishAll(pub, 't', texts(4, 8));

    const second = await rig.open();
    second.send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clientId: 'lasting',
      username: 'token-of-lasting',
      clean: false,
    });
    expect(await second.next('connack')).toMatchObject({ sessionPresent: true, returnCode: 0 });
    for (const [at, text] of [
      [0, '1'],
      [2, '3'],
    ] as const) {
      const packet = await second.next('publish');
      expect(packet).toMatchObject({ dup: true, messageId: ids[at] });
      expect(packet.payload.toString()).toBe(text);
      second.send({ cmd: 'puback', messageId: packet.messageId });
    }
    expect(await second.messages(5)).toEqual(texts(4, 8));
  });

  it('gives the session of a client id to nobody but its own client', async () => {
    const device = await rig.device('shared-name', { clean: false });
    await device.subscribe(1, 't');
    await device.leave();
    await publishAll(await rig.device('pub'), 't', ['for the first']);
    const stranger = await rig.open();
    const answer = await stranger.greet({ clientId: 'shared-name', username: 'another token', clean: false });
    expect(answer).toMatchObject({ returnCode: 0, sessionPresent: false });
    await publishAll(await rig.device('pub'), 't', ['for nobody']);
    await stranger.fence();
    expect(stranger.received).toEqual([]);
  });

  it('sends no more than the window without acknowledgements, then goes on in order', async () => {
    const sub = await rig.device('windowed');
    await sub.subscribe(1, 't');
    const pub = await rig.device('pub');
    await publishAll(pub, 't', texts(1, 12));
    await sub.fence();
    expect(sub.received).toHaveLength(4);
    expect(await rig.client('windowed')).toMatchObject({ inflight_cnt: 4, inflight_max: 4, mqueue_len: 8 });
    expect(await sub.messages(12)).toEqual(texts(1, 12));
  });

  it('drops the oldest when the queue is full, counts it and says for whom', async () => {
    const device = await rig.device('away', { clean: false });
    await device.subscribe(1, 't');
    await device.leave();
    await publishAll(await rig.device('pub'), 't', texts(1, 15));
    expect(await rig.client('away')).toMatchObject({ connected: false, mqueue_len: 10, mqueue_dropped: 5 });
    expect(await rig.counter('delivery.dropped.queue_full')).toBe(5);
    const { text } = await rig.api('GET', '/metrics');
    expect(text).toContain('emqx_delivery_dropped_queue_full 5\n');
    const back = await rig.device('away', { clean: false });
    expect(await back.messages(10)).toEqual(texts(6, 15));
    await rig.broker.stop();
    expect(rig.log).toContainEqual({ event: 'delivery_dropped', clients: { away: 5 } });
  });

  it('keeps QoS 0 for absent services and delivers it to them as QoS 1, not to devices', async () => {
    const service = await rig.service('bridge', { clean: false });
    const device = await rig.device('device', { clean: false });
    await service.subscribe(1, 't');
    await device.subscribe(1, 't');
    const pub = await rig.device('pub');
    await publishAll(pub, 't', ['online'], 0);
    expect(await service.next('publish')).toMatchObject({ qos: 1 });
    expect(await device.next('publish')).toMatchObject({ qos: 0 });
    await service.leave();
    await device.leave();
    await publishAll(pub, 't', ['offline 0'], 0);
    await publishAll(pub, 't', ['offline 1'], 1);
    const serviceBack = await rig.service('bridge', { clean: false });
    const deviceBack = await rig.device('device', { clean: false });
    // The one above was never acknowledged.
    expect(await serviceBack.messages(3)).toEqual(['online', 'offline 0', 'offline 1']);
    expect(await deviceBack.message()).toBe('offline 1');
    expect(await rig.counter('delivery.dropped.qos0_msg')).toBe(1);
  });

  it('bounds the queue by bytes too', async () => {
    await again({ internal: { maxQueueBytes: 10_000 } });
    const service = await rig.service('bridge', { clean: false });
    await service.subscribe(1, 't');
    await service.leave();
    await publishAll(
      await rig.device('pub'),
      't',
      ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(3000)),
    );
    const back = await rig.service('bridge', { clean: false });
    expect((await back.messages(3)).map((text) => text[0])).toEqual(['b', 'c', 'd']);
  });

  it('redelivers more than the socket takes at once, before anything newer', async () => {
    await again({ device: { maxInflight: 100 } });
    const first = await rig.device('lasting', { clean: false });
    await first.subscribe(1, 't');
    const pub = await rig.device('pub');
    const large = texts(1, 100).map((text) => text.padEnd(100_000, '.'));
    await publishAll(pub, 't', large);
    for (let i = 0; i < 100; i++) await first.next('publish');
    await first.break();
    const second = await rig.device('lasting', { clean: false });
    second.socket.pause();
    await publishAll(pub, 't', ['newer']);
    second.socket.resume();
    expect(await second.messages(101)).toEqual([...large, 'newer']);
    expect(await rig.counter('messages.redelivered')).toBe(100);
  });

  it('hands a session over to a second connection with the same client id', async () => {
    const first = await rig.device('twin', { clean: false });
    await first.subscribe(1, 't');
    const pub = await rig.device('pub');
    await publishAll(pub, 't', ['one']);
    await first.next('publish');
    const second = await rig.device('twin', { clean: false });
    await first.closed;
    expect(await second.next('publish')).toMatchObject({ dup: true });
    await publishAll(pub, 't', ['two']);
    expect(await second.message()).toBe('two');
  });

  it('forgets a lasting session when its client comes back clean', async () => {
    const first = await rig.device('fickle', { clean: false });
    await first.subscribe(1, 't');
    await first.leave();
    await publishAll(await rig.device('pub'), 't', ['lost']);
    const second = await rig.device('fickle', { clean: true });
    await second.leave();
    const third = await rig.open();
    await third.login({ clientId: 'fickle', clean: false });
    expect(await rig.client('fickle')).toMatchObject({ subscriptions_cnt: 0, mqueue_len: 0 });
    expect(await rig.counter('delivery.dropped.session_ended')).toBe(1);
  });

  it('forgets a session that stays away for longer than its zone allows', async () => {
    await again({ device: { sessionExpirySeconds: 0 } });
    const watcher = await rig.service('watcher');
    await watcher.subscribe(0, 't');
    await (await rig.device('gone', { clean: false })).leave();
    let status = 200;
    while (status === 200) status = (await rig.api('GET', '/api/v5/clients/gone')).status;
    expect(status).toBe(404);
  });

  it('keeps the order of a topic for a subscriber that reads slowly', async () => {
    await again({});
    const sub = await rig.service('slow');
    await sub.subscribe(1, 't');
    sub.socket.pause();
    const pub = await rig.device('pub');
    const sent = texts(1, 400).map((text) => text.padEnd(50_000, '.'));
    await publishAll(pub, 't', sent);
    expect((await rig.client('slow'))['mqueue_len']).toBeGreaterThan(0);
    sub.socket.resume();
    expect(await sub.messages(400)).toEqual(sent);
  });

  it('gives every matching subscription its copy, and system topics to no wildcard at the front', async () => {
    const sub = await rig.service('overlap');
    await sub.subscribe(0, 'a/b');
    await sub.subscribe(0, 'a/#', '+/+');
    const pub = await rig.service('pub');
    await publishAll(pub, '$SYS/x', ['system'], 0);
    await publishAll(pub, 'a/b', ['thrice'], 0);
    await publishAll(pub, 'a', ['once'], 0);
    expect(await sub.messages(4)).toEqual(['thrice', 'thrice', 'thrice', 'once']);
  });
});
