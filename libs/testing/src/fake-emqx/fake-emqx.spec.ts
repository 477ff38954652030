import { FakeEmqx } from './fake-emqx';

describe('a fake EMQX (docs/protocol/emqx.md, "REST")', () => {
  let emqx: FakeEmqx;
  beforeEach(async () => {
    emqx = await FakeEmqx.start();
  });
  afterEach(() => emqx.stop());

  const call = async (method: string, path: string, body?: unknown, authorization?: string) => {
    const { key, secret } = emqx.apiKey;
    const basic = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
    const answer = await fetch(`${emqx.url}/api/v5${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: authorization ?? basic },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, json: text ? JSON.parse(text) : undefined };
  };

  const authenticator = {
    mechanism: 'password_based',
    backend: 'http',
    enable: true,
    method: 'post',
    url: 'http://hook:8080/mqtt/authenticate',
    headers: { 'content-type': 'application/json' },
    body: { username: '${username}' },
  };

  it('lets in with an API key or a token, and nobody else', async () => {
    expect(await call('GET', '/authentication', undefined, '')).toMatchObject({
      status: 401,
      json: { code: 'AUTHORIZATION_HEADER_ERROR' },
    });
    expect(await call('POST', '/login', { username: 'admin', password: 'guess' })).toMatchObject({
      status: 401,
      json: { code: 'BAD_USERNAME_OR_PWD' },
    });
    const { json } = await call('POST', '/login', emqx.dashboard, '');
    expect((await call('GET', '/authentication', undefined, `Bearer ${json.token}`)).status).toBe(200);
    emqx.expireTokens();
    expect((await call('GET', '/authentication', undefined, `Bearer ${json.token}`)).status).toBe(401);
    expect((await call('GET', '/authentication')).status).toBe(200);
  });

  it('makes an authenticator once, of known fields and flat values', async () => {
    expect(await call('POST', '/authentication', authenticator)).toMatchObject({
      status: 200,
      json: { id: 'password_based:http', pool_size: 8 },
    });
    expect(await call('POST', '/authentication', authenticator)).toMatchObject({
      status: 409,
      json: { code: 'ALREADY_EXISTS' },
    });
    const path = '/authentication/password_based:http';
    expect((await call('PUT', path, { ...authenticator, timeout: '5s' })).status).toBe(400);
    expect((await call('PUT', path, { ...authenticator, body: { a: { b: '' } } })).status).toBe(400);
    expect((await call('PUT', path, { ...authenticator, pool_size: '8' })).status).toBe(400);
    expect((await call('GET', `${path}/status`)).json).toMatchObject({ status: 'connected' });
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  it('puts a new source in front, and has the defaults of a new EMQX', async () => {
    expect((await call('GET', '/authorization/settings')).json).toEqual({
      no_match: 'allow',
      deny_action: 'ignore',
      cache: { enable: true, max_size: 32, ttl: '1m', excludes: [] },
    });
    const { mechanism: _m, backend: _b, ...http } = authenticator;
    expect((await call('POST', '/authorization/sources', { type: 'http', ...http })).status).toBe(204);
    const { sources } = (await call('GET', '/authorization/sources')).json;
    expect(sources.map(({ type }: { type: string }) => type)).toEqual(['http', 'file']);
    expect((await call('DELETE', '/authorization/sources/file')).status).toBe(204);
    expect((await call('DELETE', '/authorization/sources/file')).status).toBe(404);
  });

  it('takes the global zone as a whole, and a listener in parts', async () => {
    await call('PUT', '/configs/global_zone', { mqtt: { max_inflight: 64, upgrade_qos: true } });
    const { json } = await call('PUT', '/configs/global_zone', { mqtt: { max_inflight: 64 } });
    expect(json.mqtt).toMatchObject({ max_inflight: 64, upgrade_qos: false, mqueue_store_qos0: true });
    const path = '/listeners/tcp:default';
    expect((await call('PUT', path, { max_connections: 5 })).status).toBe(400);
    expect((await call('PUT', path, { id: 'ssl:default', type: 'ssl' })).status).toBe(400);
    expect(await call('PUT', path, { id: 'tcp:default', type: 'tcp', enable: false })).toMatchObject({
      status: 200,
      json: { enable: false, running: false, bind: '0.0.0.0:1883' },
    });
    expect((await call('PUT', '/mqtt/retainer', { enable: 'no' })).status).toBe(400);
  });

  it('lists, kicks and forgets clients', async () => {
    for (const clientid of ['a', 'b', 'c']) emqx.connect({ clientid, username: 'token' });
    expect((await call('GET', '/clients?username=token&page=2&limit=2')).json).toMatchObject({
      data: [{ clientid: 'c' }],
      meta: { hasnext: false },
    });
    expect((await call('DELETE', '/clients/a')).status).toBe(204);
    expect(await call('DELETE', '/clients/a')).toMatchObject({
      status: 404,
      json: { code: 'CLIENTID_NOT_FOUND' },
    });
    expect((await call('POST', '/clients/kickout/bulk', ['b', 'ghost'])).status).toBe(204);
    expect((await call('DELETE', '/clients/c/authorization/cache')).status).toBe(204);
    expect(emqx.deeds).toMatchObject({ kicked: ['a', 'b'], forgotten: ['c'] });
  });

  it('publishes, and says when nobody hears it', async () => {
    emqx.subscribedTopics.add('heard');
    expect((await call('POST', '/publish', { topic: 'heard', payload: 'x' })).status).toBe(200);
    expect(await call('POST', '/publish', { topic: 'unheard', payload: 'x' })).toMatchObject({
      status: 202,
      json: { message: 'no_matching_subscribers', reason_code: 16 },
    });
  });

  it('is as new after it was emptied, and remembers what was asked', async () => {
    await call('POST', '/authentication', authenticator);
    emqx.empty();
    expect((await call('GET', '/authentication')).json).toEqual([]);
    expect(emqx.changes()).toEqual(['POST /authentication']);
  });
});
