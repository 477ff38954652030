import { allow, deny, type RawClient, Rig } from './broker-rig';

describe('embedded broker: management API (docs/protocol/emqx.md, "REST")', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(() => rig.stop());

  it('lets in with basic auth or a token, and nobody else', async () => {
    expect(await rig.api('GET', '/api/v5/clients', undefined, '')).toMatchObject({
      status: 401,
      json: { code: 'AUTHORIZATION_HEADER_ERROR' },
    });
    const wrong = await rig.api('POST', '/api/v5/login', { username: 'admin', password: 'guess' });
    expect(wrong).toMatchObject({ status: 401, json: { code: 'BAD_USERNAME_OR_PWD' } });
    const login = await rig.api('POST', '/api/v5/login', { username: 'admin', password: 'admin-secret' }, '');
    expect(login).toMatchObject({
      status: 200,
      json: { version: expect.any(String), license: expect.any(Object) },
    });
    const { token } = login.json as { token: string };
    expect((await rig.api('GET', '/api/v5/clients', undefined, `Bearer ${token}`)).status).toBe(200);
    expect((await rig.api('GET', '/api/v5/clients', undefined, 'Bearer made-up')).status).toBe(401);
    expect((await rig.api('GET', '/api/v5/clients')).status).toBe(200);
  });

  it('lists clients in pages, and never shows a user name', async () => {
    for (const id of ['a', 'b', 'c']) await rig.device(id, { username: 'secret-token' });
    const first = await rig.api('GET', '/api/v5/clients?page=1&limit=2');
    expect(first.json).toMatchObject({
      data: [{ clientid: 'a', connected: true, ip_address: '127.0.0.1' }, { clientid: 'b' }],
      meta: { page: 1, limit: 2, count: 3, hasnext: true },
    });
    const second = await rig.api('GET', '/api/v5/clients?page=2&limit=2');
    expect(second.json).toMatchObject({ data: [{ clientid: 'c' }], meta: { hasnext: false } });
    expect(first.text + second.text).not.toContain('secret-token');
    expect((await rig.api('GET', '/api/v5/clients?page=0')).status).toBe(400);
  });

  it('finds clients by a part of their id, and by their address', async () => {
    for (const id of ['kitchen-1', 'kitchen-2', 'cellar']) await rig.device(id, { username: `token-${id}` });
    const found = async (query: string) => {
      const { json } = await rig.api('GET', `/api/v5/clients?${query}`);
      return (json as { data: { clientid: string; username?: string }[] }).data;
    };
    expect((await found('like_clientid=kitchen')).map(({ clientid }) => clientid)).toEqual([
      'kitchen-1',
      'kitchen-2',
    ]);
    expect(await found('ip_address=10.9.8.7')).toEqual([]);
    expect((await found('ip_address=127.0.0.1')).length).toBeGreaterThanOrEqual(3);
    expect(await found('like_clientid=cellar&with=username')).toMatchObject([{ username: 'token-cellar' }]);
  });

  it('finds the clients of a user name, which only who asks for it is shown', async () => {
    await rig.device('d', { username: 'token-d' });
    await rig.device('e', { username: 'token-e' });
    const found = await rig.api('GET', '/api/v5/clients?username=token-d');
    expect(found.json).toMatchObject({ data: [{ clientid: 'd', username: 'token-d' }], meta: { count: 1 } });
    expect((await rig.api('GET', '/api/v5/clients?username=unknown')).json).toMatchObject({ data: [] });
  });

  it('shows one client and its subscriptions', async () => {
    const client = await rig.device('a/b c', { clean: false });
    await client.subscribe(1, '$share/g/x', 'y');
    expect(await rig.client('a/b c')).toMatchObject({
      clientid: 'a/b c',
      is_persistent: true,
      subscriptions_cnt: 2,
    });
    const { json } = await rig.api('GET', `/api/v5/clients/${encodeURIComponent('a/b c')}/subscriptions`);
    expect(json).toMatchObject([{ topic: '$share/g/x', qos: 1 }, { topic: 'y' }]);
    expect(await rig.api('GET', '/api/v5/clients/nobody')).toMatchObject({
      status: 404,
      json: { code: 'CLIENTID_NOT_FOUND' },
    });
  });

  it('kicks a client and destroys its session, also one that is away', async () => {
    const online = await rig.device('online', { clean: false });
    await online.subscribe(1, 't');
    expect((await rig.api('DELETE', '/api/v5/clients/online')).status).toBe(204);
    await online.closed;
    expect((await rig.api('DELETE', '/api/v5/clients/online')).status).toBe(404);
    await (await rig.device('away', { clean: false })).leave();
    expect((await rig.api('DELETE', '/api/v5/clients/away')).status).toBe(204);
    expect((await rig.api('GET', '/api/v5/clients/away')).status).toBe(404);
  });

  it('kicks many at once and ignores unknown ids', async () => {
    const clients: RawClient[] = [await rig.device('a'), await rig.device('b')];
    expect((await rig.api('POST', '/api/v5/clients/kickout/bulk', ['a', 'ghost', 'b'])).status).toBe(204);
    await Promise.all(clients.map((client) => client.closed));
    expect((await rig.api('POST', '/api/v5/clients/kickout/bulk', { a: 1 })).status).toBe(400);
  });

  it('drops cached decisions of one client, or of all', async () => {
    const [a, b] = [await rig.device('a'), await rig.device('b')];
    const sub = await rig.service('sub');
    await sub.subscribe(1, 't');
    await a.publish('t', 'a1');
    await b.publish('t', 'b1');
    rig.hook.authz = () => deny;
    expect((await rig.api('DELETE', '/api/v5/clients/a/authorization/cache')).status).toBe(204);
    await a.publish('t', 'a2');
    await b.publish('t', 'b2');
    expect((await rig.api('DELETE', '/api/v5/authorization/cache')).status).toBe(204);
    await b.publish('t', 'b3');
    rig.hook.authz = () => allow();
    await (await rig.device('c')).publish('t', 'c1');
    expect(await sub.messages(4)).toEqual(['a1', 'b1', 'b2', 'c1']);
    expect((await rig.api('DELETE', '/api/v5/clients/ghost/authorization/cache')).status).toBe(404);
  });

  it('publishes', async () => {
    const device = await rig.device('a');
    await device.subscribe(1, 't');
    const body = { topic: 't', payload: 'hello', qos: 1, retain: false };
    expect(await rig.api('POST', '/api/v5/publish', body)).toMatchObject({
      status: 200,
      json: { id: expect.any(String) },
    });
    expect(await device.message()).toBe('hello');
    await rig.api('POST', '/api/v5/publish', { topic: 't', payload: 'AP8=', payload_encoding: 'base64' });
    expect((await device.next('publish')).payload).toEqual(Buffer.from([0, 255]));
    expect(await rig.api('POST', '/api/v5/publish', { topic: 'nobody', payload: 'x' })).toMatchObject({
      status: 202,
      json: { message: 'no_matching_subscribers', reason_code: 16 },
    });
    expect((await rig.api('POST', '/api/v5/publish', { topic: 'a/#', payload: 'x' })).status).toBe(400);
    expect((await rig.api('POST', '/api/v5/publish', { payload: 'x' })).status).toBe(400);
  });

  it('reports its state and its counters', async () => {
    const device = await rig.device('a');
    await device.publish('t', 'x');
    expect(await rig.api('GET', '/status', undefined, '')).toMatchObject({ status: 200 });
    expect(await rig.counter('messages.dropped.no_subscribers')).toBe(1);
    const { text } = await rig.api('GET', '/metrics', undefined, '');
    expect(text).toContain('# TYPE emqx_messages_received counter\nemqx_messages_received 1\n');
    expect(text).toContain('emqx_connections_count 1\n');
    expect((await rig.api('GET', '/api/v5/unknown')).status).toBe(404);
  });

  it('says no to a body that is not JSON', async () => {
    const response = await fetch(`${rig.broker.apiUrl}/api/v5/login`, { method: 'POST', body: '{' });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'BAD_REQUEST' }]);
  });
});

describe('embedded broker: session events', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start({ node: 'n@h' });
  });
  afterEach(() => rig.stop());

  it('tells services who comes, subscribes, leaves, and of whom that was; not devices', async () => {
    const watcher = await rig.service('watcher');
    await watcher.subscribe(1, '$SYS/brokers/+/clients/+/+');
    const next = async () => {
      const packet = await watcher.next('publish');
      watcher.send({ cmd: 'puback', messageId: packet.messageId ?? 0 });
      const body = JSON.parse(packet.payload.toString()) as Record<string, unknown>;
      return [packet.topic.replace('$SYS/brokers/n@h/clients/', ''), body] as const;
    };
    expect(await next()).toMatchObject(['watcher/subscribed', { clientid: 'watcher' }]);

    const spy = await rig.device('spy');
    expect(await spy.subscribe(0, '$SYS/#', '#')).toEqual([0x80, 0]);
    expect(await next()).toMatchObject(['spy/connected', {}]);
    expect(await next()).toMatchObject(['spy/subscribed', { topic: '#' }]);

    const device = await rig.device('unit', { username: 'secret-token' });
    await device.subscribe(1, 'd/x');
    device.send({ cmd: 'unsubscribe', messageId: 3, unsubscriptions: ['d/x', 'never/had'] });
    await device.next('unsuback');
    await device.leave();
    const events = [await next(), await next(), await next(), await next()];
    const common = { clientid: 'unit', peerhost: '127.0.0.1', ts: expect.any(Number) };
    expect(events).toMatchObject([
      ['unit/connected', { ...common, connected_at: expect.any(Number), clean_start: true }],
      ['unit/subscribed', { ...common, topic: 'd/x', subopts: { qos: 1, is_new: true } }],
      ['unit/unsubscribed', { ...common, topic: 'd/x' }],
      ['unit/disconnected', { ...common, reason: 'normal', username: 'secret-token' }],
    ]);
    expect(JSON.stringify(events.slice(0, -1))).not.toContain('secret-token');

    // Only services write there, too.
    await spy.publish('$SYS/brokers/n@h/clients/forged/connected', '{}');
    await rig.device('+');
    expect(await next()).toMatchObject(['%2B/connected', { clientid: '+' }]);
    await rig.api('DELETE', '/api/v5/clients/spy');
    expect(await next()).toMatchObject(['spy/disconnected', { reason: 'kicked' }]);
  });
});
