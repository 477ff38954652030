import { EmqxRefusal, FakeEmqx } from '@unitfleet/testing';
import type { Broker } from '../src/data/broker/broker';
import { makeBroker, makeBrokerApi } from '../src/data/broker/make-broker';
import { settings } from '../src/settings';

const ALL = { lettingDevicesIn: true };

describe('EMQX, by its management API', () => {
  const brokers: Broker[] = [];
  let emqx: FakeEmqx;

  const broker = (changes: Record<string, string> = {}): Broker => {
    const values = settings.parse({
      PU_DOMAIN: 'fleet.test',
      PU_SECRET_KEY: 'a key that no instance has',
      BRIDGE_MQTT_URL: 'mqtt://127.0.0.1:1',
      BROKER_API_URL: emqx.urlWithKey,
      BROKER_KIND: 'emqx',
      BROKER_HOOK_URL: 'http://hook:8080/mqtt',
      ...changes,
    });
    const made = makeBroker(values, makeBrokerApi(values));
    brokers.push(made);
    return made;
  };

  const withLogin = (password = emqx.dashboard.password) =>
    broker({
      BROKER_API_URL: emqx.url,
      PU_MQTT_USERNAME: emqx.dashboard.username,
      PU_MQTT_PASSWORD: password,
    });

  beforeEach(async () => {
    // Who asks and who answers are this process, which may stand still for longer than it waits in a fleet.
    jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
    emqx = await FakeEmqx.start();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(brokers.splice(0).map((one) => one.close()));
    await emqx.stop();
  });

  it('is set up from nothing: who decides, limits, doors', async () => {
    const { changed, differing } = await broker().provision(ALL);
    expect(differing).toEqual([]);
    expect(changed).toEqual([
      // It was open to all.
      'listeners/tcp:default/stop',
      'listeners/ssl:default/stop',
      'listeners/ws:default/stop',
      'listeners/wss:default/stop',
      'authorization/settings',
      'authentication/password_based:http',
      'authorization/sources/http',
      'authorization/sources/file',
      'configs/global_zone',
      'mqtt/retainer',
      'listeners/tcp:default',
    ]);
    const { state } = emqx;
    expect([...state.authenticators.keys()]).toEqual(['password_based:http']);
    expect(state.authenticators.get('password_based:http')).toMatchObject({
      enable: true,
      url: 'http://hook:8080/mqtt/authenticate',
      body: {
        username: '${username}',
        password: '${password}',
        clientid: '${clientid}',
        peerhost: '${peerhost}',
      },
    });
    expect(state.sources).toMatchObject([
      {
        type: 'http',
        enable: true,
        url: 'http://hook:8080/mqtt/authorize',
        body: {
          username: '${username}',
          clientid: '${clientid}',
          topic: '${topic}',
          action: '${action}',
          qos: '${qos}',
          retain: '${retain}',
          peerhost: '${peerhost}',
        },
      },
    ]);
    expect(state.authorizationSettings).toEqual({
      no_match: 'deny',
      deny_action: 'ignore',
      cache: { enable: true, max_size: 64, ttl: '10m', excludes: [] },
    });
    expect(state.globalZone.mqtt).toMatchObject({
      max_packet_size: '256KB',
      max_clientid_len: 512,
      max_topic_levels: 5,
      max_mqueue_len: 128,
      max_inflight: 32,
      upgrade_qos: false,
      mqueue_store_qos0: false,
      retain_available: false,
      shared_subscription_strategy: 'hash_topic',
    });
    expect(state.retainer.enable).toBe(false);
    const running = [...state.listeners.values()].filter((listener) => listener.running);
    expect(running.map(({ id }) => id)).toEqual(['tcp:default', 'tcp:internal']);
    expect(state.listeners.get('tcp:default')).toMatchObject({
      bind: '0.0.0.0:1883',
      enable_authn: true,
      max_connections: 10_000,
      max_conn_rate: '20/s',
      messages_rate: '30/s',
      bytes_rate: '1MB/s',
    });
    await expect(broker().check(ALL)).resolves.toEqual({ faults: [], unreached: [] });
  });

  it('takes limits from the settings, and keeps the listeners that devices are to use', async () => {
    await broker({
      PU_MQTT_MAX_CLIENTS: '77',
      PU_MQTT_CLIENT_MAX_MESSAGES_RATE: '5/s',
      PU_MQTT_MAX_LEN_MESSAGE_QUEUE: '9',
      BROKER_LISTENERS: 'tcp, wss',
    }).provision(ALL);
    const { listeners, globalZone } = emqx.state;
    expect(listeners.get('wss:default')).toMatchObject({
      running: true,
      max_connections: 77,
      messages_rate: '5/s',
    });
    expect(listeners.get('ws:default')).toMatchObject({ running: false });
    expect(globalZone.mqtt.max_mqueue_len).toBe(9);
  });

  it('is not touched again when all is as it should be', async () => {
    await broker().provision(ALL);
    const before = emqx.changes().length;
    expect(await broker().provision(ALL)).toEqual({ changed: [], differing: [] });
    expect(emqx.changes()).toHaveLength(before);
  });

  it('keeps what the operator has set beside what is wanted', async () => {
    emqx.state.globalZone.mqtt.keepalive_multiplier = 2;
    emqx.state.listeners.get('tcp:default')!.acceptors = 64;
    await broker().provision(ALL);
    expect(emqx.state.globalZone.mqtt.keepalive_multiplier).toBe(2);
    expect(emqx.state.listeners.get('tcp:default')).toMatchObject({ acceptors: 64, max_connections: 10_000 });
  });

  it('is completed where it is half done, and put right where it is otherwise', async () => {
    await broker({ BROKER_HOOK_URL: 'http://former:1/mqtt' }).provision(ALL);
    emqx.state.sources.pop();
    emqx.state.globalZone.mqtt.upgrade_qos = true;
    const { changed, differing } = await broker().provision(ALL);
    expect(changed).toEqual([
      'authentication/password_based:http',
      'authorization/sources/http',
      'configs/global_zone',
    ]);
    expect(differing).toEqual([]);
    expect(emqx.state.authenticators.get('password_based:http')?.url).toContain('//hook:8080/');
  });

  it.each([
    ['nobody has set up', () => undefined],
    ['lost who decides at CONNECT', () => emqx.state.authenticators.clear()],
    [
      'was told to let everybody in',
      () => {
        emqx.state.authenticators.get('password_based:http')!.enable = false;
      },
    ],
    ['was told to allow what nobody knows', () => (emqx.state.authorizationSettings.no_match = 'allow')],
  ])('an open one that %s is closed before anything else, with all who came in', async (name, damage) => {
    if (name !== 'nobody has set up') await broker().provision(ALL);
    damage();
    const before = emqx.changes().length;
    await broker().provision({ lettingDevicesIn: false });
    expect(emqx.changes()[before]).toBe('POST /listeners/tcp:default/stop');
    expect(emqx.state.listeners.get('tcp:default')?.running).toBe(false);
    expect(emqx.state.listeners.get('tcp:internal')?.running).toBe(true);
    await broker().provision(ALL);
    expect(emqx.state.listeners.get('tcp:default')?.running).toBe(true);
  });

  it('lets nobody in before somebody listens, and stays closed until then', async () => {
    await emqx.stop();
    emqx = await FakeEmqx.start({ isOpen: false });
    const one = broker();
    await one.provision({ lettingDevicesIn: false });
    expect(emqx.state.listeners.get('tcp:default')?.running).toBe(false);
    await expect(one.check({ lettingDevicesIn: false })).resolves.toMatchObject({ faults: [] });
    const { faults } = await one.check(ALL);
    expect(faults).toEqual(['listeners/tcp:default: enable']);
    await one.provision(ALL);
    expect(emqx.state.listeners.get('tcp:default')?.running).toBe(true);
  });

  it('is let decide by auth-hook before devices are let in, and refuses whoever gets no answer before that', async () => {
    await emqx.stop();
    emqx = await FakeEmqx.start({ isOpen: false });
    await broker().provision(ALL);
    const changes = emqx.changes();
    expect(changes[0]).toBe('PUT /authorization/settings');
    expect(changes.at(-1)).toBe('PUT /listeners/tcp:default');
  });

  it('is seen to have lost its settings, to have others, or somebody else who decides', async () => {
    const one = broker();
    await one.provision(ALL);
    emqx.state.authorizationSettings.no_match = 'allow';
    await expect(one.check(ALL)).resolves.toMatchObject({ faults: ['authorization/settings: no_match'] });
    emqx.empty();
    const { faults } = await one.check(ALL);
    expect(faults).toEqual(
      expect.arrayContaining([
        'authentication/password_based:http: missing',
        'authorization/sources/http: missing',
        'authorization/sources/file: not ours',
      ]),
    );
    await one.provision(ALL);
    await expect(one.check(ALL)).resolves.toEqual({ faults: [], unreached: [] });
  });

  it('forgets what others decided before, and only then', async () => {
    emqx.connect({ clientid: 'came early', username: 'x' });
    await broker().provision(ALL);
    expect(emqx.deeds.forgotten).toEqual(['came early']);
    emqx.state.globalZone.mqtt.upgrade_qos = true;
    await broker().provision(ALL);
    expect(emqx.deeds.forgotten).toEqual(['came early']);
  });

  it('is said not to reach auth-hook, which no change of its settings would help', async () => {
    const one = broker();
    await one.provision(ALL);
    emqx.hookStatus = 'connecting';
    await expect(one.check(ALL)).resolves.toEqual({
      faults: [],
      unreached: [
        'authentication/password_based:http/status: connecting',
        'authorization/sources/http/status: connecting',
      ],
    });
  });

  it('is set up once by several bridges at once', async () => {
    const bridges = [broker(), broker(), withLogin()];
    const done = await Promise.all(bridges.map((one) => one.provision(ALL)));
    expect(done.flatMap(({ differing }) => differing)).toEqual([]);
    expect(emqx.state.sources.map(({ type }) => type)).toEqual(['http']);
    const made = emqx.changes().filter((change) => change.startsWith('POST /authentication'));
    expect(made).toEqual(['POST /authentication']);
    for (const one of bridges) await expect(one.check(ALL)).resolves.toEqual({ faults: [], unreached: [] });
  });

  it('is set up although another bridge makes everything at the worst moment', async () => {
    let isFirst = true;
    emqx.before = async (method, path) => {
      if (!isFirst || method !== 'POST' || path !== '/authentication') return;
      isFirst = false;
      await broker().provision(ALL);
    };
    const { differing } = await broker().provision(ALL);
    expect(differing).toEqual([]);
    expect(emqx.calls.some(({ status }) => status === 409)).toBe(true);
  });

  it('may write what it took in another way, and is not changed again for that', async () => {
    const one = broker();
    await one.provision(ALL);
    const authenticator = emqx.state.authenticators.get('password_based:http')!;
    emqx.state.authenticators.set('password_based:http', { ...authenticator, connect_timeout: '5000ms' });
    emqx.state.authorizationSettings.cache.ttl = '600s';
    const before = emqx.changes().length;
    await expect(one.check(ALL)).resolves.toEqual({ faults: [], unreached: [] });
    await one.provision(ALL);
    expect(emqx.changes()).toHaveLength(before);
  });

  it('that takes a limit and has another is told of, and lets devices in all the same', async () => {
    const one = broker();
    emqx.before = () => {
      emqx.state.globalZone.mqtt.max_inflight = 1;
    };
    await expect(one.provision(ALL)).resolves.toMatchObject({
      differing: ['configs/global_zone: mqtt.max_inflight'],
    });
    await expect(one.check(ALL)).resolves.toEqual({ faults: [], unreached: [] });
  });

  it('that comes back empty while it is read back is seen to be so', async () => {
    const one = broker();
    let isSetUp = false;
    emqx.before = (method, path) => {
      if (path === '/listeners/tcp:default' && method === 'PUT') isSetUp = true;
      else if (isSetUp) emqx.empty();
      if (isSetUp && method === 'GET') isSetUp = false;
    };
    await one.provision(ALL);
    const { faults } = await one.check(ALL);
    expect(faults).toContain('authorization/settings: no_match');
    expect(faults).toContain('authentication/password_based:http: missing');
  });

  it('refuses a wrong password or key, in its words', async () => {
    await expect(withLogin('guess').provision(ALL)).rejects.toMatchObject({
      status: 401,
      code: 'BAD_USERNAME_OR_PWD',
    });
    const wrongKey = emqx.urlWithKey.replace(emqx.apiKey.secret, 'guess');
    await expect(broker({ BROKER_API_URL: wrongKey }).provision(ALL)).rejects.toMatchObject({ status: 401 });
    expect(emqx.changes()).toEqual([]);
  });

  it('is logged in to once, and again when the token has ended', async () => {
    const one = withLogin();
    const logins = () => emqx.calls.filter(({ path }) => path === '/login').length;
    await one.provision(ALL);
    expect(logins()).toBe(1);
    emqx.expireTokens();
    await expect(one.check(ALL)).resolves.toEqual({ faults: [], unreached: [] });
    // Several calls are under way at once when that is noticed; none of them makes another valid token void.
    expect(logins()).toBe(2);
  });

  it('that fails in the middle is completed by the next attempt', async () => {
    const one = broker();
    emqx.before = (_method, path) => {
      if (path === '/configs/global_zone') throw new EmqxRefusal(503, 'SERVICE_UNAVAILABLE', 'later');
    };
    await expect(one.provision(ALL)).rejects.toMatchObject({ status: 503 });
    emqx.before = () => undefined;
    await expect(one.provision(ALL)).resolves.toMatchObject({ differing: [] });
    await expect(one.check(ALL)).resolves.toEqual({ faults: [], unreached: [] });
  });

  it('that comes back empty while it is set up lets nobody in', async () => {
    await emqx.stop();
    emqx = await FakeEmqx.start({ isOpen: false });
    emqx.before = (method, path) => {
      if (method === 'GET' && path === '/listeners') emqx.empty();
    };
    await expect(broker().provision(ALL)).rejects.toThrow('lost its settings');
    expect(emqx.state.listeners.get('tcp:default')?.running).toBe(false);
  });

  it('that does not answer is given up', async () => {
    jest.restoreAllMocks();
    const [one, other] = [broker(), broker()];
    emqx.failure = 0;
    await expect(one.check(ALL)).rejects.toMatchObject({ status: 0 });
    await emqx.stop();
    await expect(other.check(ALL)).rejects.toMatchObject({ status: 0 });
    emqx = await FakeEmqx.start();
  });

  it('lists clients page by page', async () => {
    for (let n = 0; n < 2_500; n += 1) emqx.connect({ clientid: `c${n}`, username: n % 2 ? 'odd' : 'even' });
    const count = async (username?: string) => {
      const ids = new Set<string>();
      for await (const { clientId } of broker().clients(username)) ids.add(clientId);
      return ids.size;
    };
    expect(await count()).toBe(2_500);
    expect(await count('odd')).toBe(1_250);
  });

  it('kicks and forgets whom it has; others are as good as kicked', async () => {
    emqx.connect({ clientid: 'a/b c', username: 'token', filters: ['$share/g/x', 'y'] });
    const one = broker();
    expect(await one.filtersOf('a/b c')).toEqual(['x', 'y']);
    await one.forgetDecisions('a/b c');
    await one.kick('a/b c');
    await one.kick('a/b c');
    await one.forgetDecisions('a/b c');
    expect(await one.filtersOf('a/b c')).toEqual([]);
    expect(emqx.deeds).toMatchObject({ kicked: ['a/b c'], forgotten: ['a/b c'] });
    emqx.failure = 500;
    await expect(one.kick('a/b c')).rejects.toMatchObject({ status: 500 });
  });

  it('publishes bytes as they are, and tells whether anybody hears them', async () => {
    emqx.subscribedTopics.add('heard');
    const one = broker();
    await expect(one.publish('heard', Uint8Array.from([0, 255]), 1)).resolves.toBe(true);
    await expect(one.publish('unheard', new Uint8Array(), 0)).resolves.toBe(false);
    expect(emqx.deeds.published).toEqual([
      { topic: 'heard', payload: Buffer.from([0, 255]), qos: 1 },
      { topic: 'unheard', payload: Buffer.alloc(0), qos: 0 },
    ]);
  });

  it('tells its alarms and rules', async () => {
    emqx.state.alarms.push({
      name: 'high_cpu_usage',
      node: 'emqx@127.0.0.1',
      message: '90% cpu usage',
      activate_at: '2026-01-02T03:04:05.000Z',
      duration: 12,
      details: {},
    });
    emqx.state.rules.push({ id: 'r1', name: 'mine', enable: false, sql: 'SELECT * FROM "t"', actions: [] });
    expect(await broker().alarms()).toEqual([
      {
        name: 'high_cpu_usage',
        node: 'emqx@127.0.0.1',
        message: '90% cpu usage',
        since: new Date('2026-01-02T03:04:05.000Z'),
      },
    ]);
    expect(await broker().rules()).toEqual([
      { id: 'r1', name: 'mine', isEnabled: false, sql: 'SELECT * FROM "t"' },
    ]);
  });
});
