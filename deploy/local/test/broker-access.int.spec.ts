import { eventually } from '@unitfleet/testing';
import { allow, deny, publishPacket, type HookReply, Rig } from './broker-rig';

describe('embedded broker: authentication (docs/protocol/emqx.md, "HTTP authentication")', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start();
  });
  beforeEach(async () => {
    await rig.hook.down();
    await rig.hook.up();
    rig.hook.authnCalls.length = 0;
    rig.hook.authn = () => allow();
    rig.hook.authz = () => allow();
  });
  afterAll(() => rig.stop());

  it('asks with strings only, absent ones empty', async () => {
    const client = await rig.open();
    await client.login({ clientId: 'nobody', username: undefined });
    expect(rig.hook.authnCalls).toEqual([
      { username: '', password: '', clientid: 'nobody', peerhost: '127.0.0.1' },
    ]);
  });

  it.each<[string, HookReply, number]>([
    ['204', { status: 204 }, 0],
    ['200 allow', allow(), 0],
    ['200 deny', deny, 5],
    ['200 ignore', { status: 200, body: { result: 'ignore' } }, 5],
    ['200 {}', { status: 200, body: {} }, 5],
    ['401', { status: 401 }, 5],
    ['403', { status: 403, body: { result: 'allow' } }, 5],
    ['500', { status: 500 }, 5],
    ['an ACL in an unknown form', allow({ acl: [{ permission: 'perhaps', topic: 'a' }] }), 5],
    ['an expiry in the past', allow({ expire_at: 1 }), 5],
  ])('answers %s', async (_what, reply, code) => {
    rig.hook.authn = () => reply;
    const client = await rig.open();
    expect(await client.login({ clientId: 'c' })).toBe(code);
    if (code !== 0) await client.closed;
  });

  it.each<[string, HookReply | null]>([
    ['503', { status: 503 }],
    ['"unavailable"', { status: 200, body: { result: 'unavailable' } }],
    ['nothing', null],
  ])('refuses with 3 when it has waited long enough: %s', async (_what, reply) => {
    const impatient = await Rig.start({ hooks: { connectWaitMs: 300 } });
    if (reply) impatient.hook.authn = () => reply;
    else await impatient.hook.down();
    const client = await impatient.open();
    expect(await client.login({ clientId: 'c' })).toBe(3);
    await client.closed;
    await impatient.stop();
  });

  it('lets a CONNECT wait for a hook that comes back', async () => {
    await rig.hook.down();
    let calls = 0;
    rig.hook.authn = () => (++calls < 3 ? { status: 503 } : allow());
    const patient = await rig.open();
    const code = patient.login({ clientId: 'patient' });
    await rig.hook.up();
    expect(await code).toBe(0);
    expect(calls).toBe(3);
  });

  it('handles in order what a client sends before its CONNACK', async () => {
    const client = await rig.open();
    let answer!: () => void;
    rig.hook.authn = () => new Promise((resolve) => (answer = () => resolve(allow())));
    const connected = client.login({ clientId: 'hasty' });
    client.send(
      { cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'h', qos: 1 }] },
      publishPacket('h', 'first', 1, 1),
      publishPacket('h', 'second', 1, 2),
    );
    while (rig.hook.authnCalls.length === 0) await new Promise(setImmediate);
    answer();
    expect(await connected).toBe(0);
    expect(await client.messages(2)).toEqual(['first', 'second']);
  });

  it('keeps the rules of the answer for the connection: first match wins and makes no call', async () => {
    rig.hook.authzCalls.length = 0;
    rig.hook.authz = () => deny;
    rig.hook.authn = () =>
      allow({
        acl: [
          { permission: 'deny', action: 'publish', topic: 'd/${clientid}/secret' },
          { permission: 'allow', action: 'all', topic: 'd/${clientid}/#' },
          { permission: 'allow', action: 'subscribe', topic: 'eq d/+/pepeunit' },
          { permission: 'allow', action: 'publish', topics: ['d/one', 'd/+/two'] },
        ],
      });
    const device = await rig.device('unit1');
    const sub = await rig.service('acl-sub');
    await sub.subscribe(1, 'd/#');
    expect(await device.subscribe(1, 'd/unit1/state', 'd/+/pepeunit', 'd/unit1/#')).toEqual([1, 1, 1]);
    await device.publish('d/unit1/secret', 'refused');
    await device.publish('d/unit1/state', 'own');
    await device.publish('d/one', 'one');
    await device.publish('d/x/two', 'two');
    expect(await sub.messages(3)).toEqual(['own', 'one', 'two']);
    expect(rig.hook.authzCalls).toEqual([]);
    // Outside the rules the hook decides; a filter wider than a rule is outside.
    expect(await device.subscribe(1, 'd/unit2/pepeunit', 'd/one', 'd/#')).toEqual([0x80, 0x80, 0x80]);
    await device.publish('d/unit2/x', 'foreign');
    expect(rig.hook.authzCalls.map((call) => [call['action'], call['topic']])).toEqual([
      ['subscribe', 'd/unit2/pepeunit'],
      ['subscribe', 'd/one'],
      ['subscribe', 'd/#'],
      ['publish', 'd/unit2/x'],
    ]);
  });

  it('does not let wildcards in a client id widen a rule', async () => {
    rig.hook.authz = () => deny;
    rig.hook.authn = () => allow({ acl: [{ permission: 'allow', action: 'all', topic: 'd/${clientid}/x' }] });
    const device = await rig.device('+');
    expect(await device.subscribe(1, 'd/victim/x', 'd/+/x')).toEqual([0x80, 0x80]);
  });

  it('asks nothing about a superuser, who still sees no system topics', async () => {
    rig.hook.authzCalls.length = 0;
    rig.hook.authn = () => allow({ is_superuser: true });
    const root = await rig.device('root');
    expect(await root.subscribe(0, '#', '$SYS/#')).toEqual([0, 0x80]);
    await root.publish('any/thing', 'x');
    expect(rig.hook.authzCalls).toEqual([]);
  });

  it('ends the connection when the answer expires', async () => {
    rig.hook.authn = () => allow({ expire_at: Math.floor(Date.now() / 1000) + 3 });
    const guest = await rig.device('guest');
    await guest.closed;
  });
});

describe('embedded broker: authorisation over HTTP (docs/protocol/emqx.md, "HTTP authorisation")', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start({ hooks: { cacheSize: 3 }, withheld: { packets: 4 } });
  });
  afterEach(() => rig.stop());

  it('asks with strings, without $share, one call per filter', async () => {
    const device = await rig.device('dev', { username: 'jwt' });
    await device.subscribe(1, '$share/g/a/b', 'c');
    await device.publish('x/y', '1');
    const common = { username: 'jwt', clientid: 'dev', peerhost: '127.0.0.1', qos: '1', retain: 'false' };
    expect(rig.hook.authzCalls).toEqual([
      { ...common, topic: 'a/b', action: 'subscribe' },
      { ...common, topic: 'c', action: 'subscribe' },
      { ...common, topic: 'x/y', action: 'publish' },
    ]);
  });

  it.each<[string, HookReply, boolean]>([
    ['204', { status: 204 }, true],
    ['200 allow', allow(), true],
    ['200 deny', deny, false],
    ['200 ignore', { status: 200, body: { result: 'ignore' } }, false],
    ['200 {}', { status: 200, body: {} }, false],
    ['403', { status: 403 }, false],
    ['500', { status: 500 }, false],
  ])('takes %s as %#', async (_what, reply, allowed) => {
    rig.hook.authz = ({ topic }) => (topic === 't' ? reply : allow());
    const sub = await rig.service('sub');
    await sub.subscribe(1, '#');
    const device = await rig.device('dev');
    expect(await device.subscribe(1, 'a', 't', 'b')).toEqual([1, allowed ? 1 : 0x80, 1]);
    await device.publish('t', 'tried', 1);
    device.send(publishPacket('t', 'tried at 0', 0));
    await device.publish('u', 'fine', 2);
    expect(await sub.messages(allowed ? 3 : 1)).toEqual(allowed ? ['tried', 'tried at 0', 'fine'] : ['fine']);
  });

  it('remembers allowances and denials per connection until told to forget or pushed out', async () => {
    rig.hook.authz = ({ topic }) => (topic === 'no' ? deny : allow());
    const device = await rig.device('dev');
    const asked = () => rig.hook.authzCalls.splice(0).map((call) => call['topic']);
    for (let i = 0; i < 3; i++) {
      await device.publish('yes', 'x');
      await device.publish('no', 'x');
    }
    expect(asked()).toEqual(['yes', 'no']);
    await rig.api('DELETE', '/api/v5/clients/dev/authorization/cache');
    await device.publish('yes', 'x');
    expect(asked()).toEqual(['yes']);
    for (const topic of ['1', '2', '3', 'yes']) await device.publish(topic, 'x');
    expect(asked()).toEqual(['1', '2', '3', 'yes']);
    await (await rig.device('other')).publish('yes', 'x');
    expect(asked()).toEqual(['yes']);
  });

  it('asks again after the cache was dropped while the hook was still deciding', async () => {
    const device = await rig.device('dev');
    let answer!: (reply: HookReply) => void;
    rig.hook.authz = () => new Promise((resolve) => (answer = resolve));
    const acknowledged = device.publish('t', 'allowed before');
    await rig.hook.authzCalled(1);
    await rig.api('DELETE', '/api/v5/authorization/cache');
    answer(allow());
    await acknowledged;
    rig.hook.authz = () => deny;
    await device.publish('t', 'refused now');
    expect(rig.hook.authzCalls).toHaveLength(2);
    expect(await rig.counter('messages.dropped.not_authorized')).toBe(1);
  });

  it('withholds publishes and their PUBACKs, in order, while nobody decides, and still answers pings', async () => {
    const sub = await rig.service('sub');
    await sub.subscribe(1, '#');
    const device = await rig.device('dev');
    rig.hook.authz = () => ({ status: 503 });
    device.send(publishPacket('a', '1', 1, 1), publishPacket('a', '2', 1, 2), publishPacket('b', '3', 1, 3));
    await rig.hook.authzCalled(2);
    await device.fence();
    expect(device.received).toEqual([]);
    expect(sub.received).toEqual([]);
    await rig.hook.down();
    await device.fence();
    rig.hook.authz = () => allow();
    await rig.hook.up();
    expect(await sub.messages(3)).toEqual(['1', '2', '3']);
    for (const messageId of [1, 2, 3]) expect(await device.next('puback')).toMatchObject({ messageId });
  });

  it('stops reading a connection with too much withheld, and loses nothing of it', async () => {
    const sub = await rig.service('sub');
    await sub.subscribe(1, '#');
    const device = await rig.device('dev');
    rig.hook.authz = () => ({ status: 503 });
    // Far more than the kernel's buffers hold.
    const sent = Array.from({ length: 500 }, (_, i) => `${i} ${'x'.repeat(60_000)}`);
    for (const [i, text] of sent.entries()) device.send(publishPacket('a', text, 1, i + 1));
    await rig.hook.authzCalled(10);
    expect(device.socket.writableLength).toBeGreaterThan(0);
    rig.hook.authz = () => allow();
    expect(await sub.messages(500)).toEqual(sent);
  });

  it('drops without an acknowledgement what it withheld for a client that is gone', async () => {
    rig.hook.authz = () => ({ status: 503 });
    const device = await rig.device('dev');
    device.send(publishPacket('a', 'x', 1, 1));
    await rig.hook.authzCalled(1);
    await device.break();
    await eventually(async () => expect(await rig.counter('messages.dropped.withheld')).toBe(1));
    rig.hook.authz = () => allow();
    const sub = await rig.service('sub');
    await sub.subscribe(1, 'a');
    await (await rig.device('dev')).publish('a', 'sent again');
    expect(await sub.message()).toBe('sent again');
  });

  it('takes what a client sent before its DISCONNECT, also when the decision comes after', async () => {
    const sub = await rig.service('sub');
    await sub.subscribe(1, 'a');
    let answer!: (reply: HookReply) => void;
    rig.hook.authz = () => new Promise((resolve) => (answer = resolve));
    const device = await rig.device('brief');
    device.send(publishPacket('a', 'last words', 0), { cmd: 'disconnect' });
    await rig.hook.authzCalled(1);
    device.socket.end();
    answer(allow());
    expect(await sub.message()).toBe('last words');
  });

  it('drops what a kicked client is still waiting for', async () => {
    const sub = await rig.service('sub');
    await sub.subscribe(1, 'a');
    let answer!: (reply: HookReply) => void;
    rig.hook.authz = () => new Promise((resolve) => (answer = resolve));
    const device = await rig.device('blocked');
    device.send(publishPacket('a', 'too late', 1), publishPacket('a', 'later still', 1));
    await rig.hook.authzCalled(1);
    await rig.api('DELETE', '/api/v5/clients/blocked');
    await device.closed;
    answer(allow());
    rig.hook.authz = () => allow();
    await (await rig.device('free')).publish('a', 'after');
    expect(await sub.message()).toBe('after');
  });

  it('refuses a subscription that nobody decides about in time', async () => {
    const impatient = await Rig.start({ hooks: { subscribeWaitMs: 300 } });
    // Nobody has to be asked about the other one.
    impatient.hook.authn = () =>
      allow({ acl: [{ permission: 'allow', action: 'subscribe', topic: 'quick' }] });
    impatient.hook.authz = () => ({ status: 503 });
    const device = await impatient.device('dev');
    expect(await device.subscribe(0, 'quick', 'slow')).toEqual([0, 0x80]);
    impatient.hook.authz = () => allow();
    await eventually(async () => expect(await device.subscribe(0, 'slow')).toEqual([0]));
    await impatient.stop();
  });
});

describe('embedded broker: the listener of our own services', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(() => rig.stop());

  it('knows one pair of credentials, asks nobody, and guards its client ids', async () => {
    const wrong = await rig.open(rig.broker.internalPort);
    expect(await wrong.login({ clientId: 'x', username: 'service', password: Buffer.from('guess') })).toBe(5);
    const nobody = await rig.open(rig.broker.internalPort);
    expect(await nobody.login({ clientId: 'x' })).toBe(5);
    const bridge = await rig.service('bridge-0', { clean: false });
    expect(rig.hook.authnCalls).toEqual([]);
    const thief = await rig.open();
    expect(await thief.login({ clientId: 'bridge-0' })).toBe(2);
    await bridge.fence();
    // The other way round the service wins.
    const squatter = await rig.device('bridge-1');
    await rig.service('bridge-1', { clean: false });
    await squatter.closed;
  });
});
