import { randomUUID } from 'node:crypto';
import { forgetDeviceDecisions, kickDevices, PLATFORM } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { signUnitToken, tokenKey } from '@unitfleet/security';
import { eventually, FakeEmqx } from '@unitfleet/testing';
import { BridgeProcess, insist, NatsRig, SECRET_KEY } from './bridge-rig';
import { startEmbeddedBroker, type BrokerRig } from './broker-rig';

jest.setTimeout(300_000);

/** Traffic goes through the embedded broker, management to a fake EMQX. */
describe('a bridge and the management of its EMQX', () => {
  let nats: NatsRig;
  let broker: BrokerRig;
  let emqx: FakeEmqx;
  let bridge: BridgeProcess;
  let other: BridgeProcess;
  let rpc: RpcClient;

  const start = (ordinal: number, more: Record<string, string> = {}) =>
    BridgeProcess.start({
      natsUrl: nats.url,
      brokerUrl: broker.internalUrl,
      apiUrl: emqx.urlWithKey,
      ordinal,
      more: { BROKER_KIND: 'emqx', BROKER_WATCH_MS: '100', ...more },
    });

  const tokenOf = (unit: string) => signUnitToken(unit, tokenKey(SECRET_KEY));
  const isOpen = () => emqx.state.listeners.get('tcp:default')?.running === true;

  beforeAll(async () => {
    [nats, broker, emqx] = await Promise.all([
      NatsRig.start(),
      startEmbeddedBroker(),
      FakeEmqx.start({ isOpen: false }),
    ]);
    const login = {
      BROKER_API_URL: emqx.url,
      PU_MQTT_USERNAME: emqx.dashboard.username,
      PU_MQTT_PASSWORD: emqx.dashboard.password,
    };
    [bridge, other] = await Promise.all([start(0), start(1, login)]);
    rpc = new RpcClient(nats.connection, 'units');
  });

  afterAll(async () => {
    await Promise.all([bridge?.stop(), other?.stop()]);
    await Promise.all([broker?.stop(), emqx?.stop(), nats?.stop()]);
  });

  afterEach(() => {
    emqx.failure = null;
    emqx.hookStatus = 'connected';
  });

  it('is ready when devices are let in', async () => {
    expect(isOpen()).toBe(true);
    expect(emqx.state.sources.map(({ type }) => type)).toEqual(['http']);
    await eventually(async () => expect(await bridge.gauge('bridge_broker_provisioned')).toBe(1));
    expect(await bridge.gauge('bridge_broker_settings_differing')).toBe(0);
  });

  it('sets it up again when it comes back empty', async () => {
    for (let time = 0; time < 3; time += 1) {
      emqx.empty();
      await eventually(() => {
        expect(isOpen()).toBe(true);
        expect([...emqx.state.authenticators.keys()]).toEqual(['password_based:http']);
        expect(emqx.state.sources.map(({ type }) => type)).toEqual(['http']);
        expect(emqx.state.authorizationSettings.no_match).toBe('deny');
      });
    }
    await eventually(() => bridge.isReady());
  });

  it('is not ready while it fails, and sets it up when it is back', async () => {
    emqx.empty();
    emqx.failure = 503;
    await eventually(async () =>
      expect(await bridge.failures()).toEqual({ 'broker settings': expect.stringContaining('503') }),
    );
    expect(await bridge.gauge('bridge_broker_provisioned')).toBe(0);
    expect(await bridge.gauge('bridge_broker_api_failures_total')).toBeGreaterThan(0);
    emqx.failure = null;
    await eventually(isOpen);
    await eventually(() => bridge.isReady());
  });

  it('tells that EMQX does not reach auth-hook; that is no lack of its own', async () => {
    emqx.hookStatus = 'disconnected';
    await eventually(async () => expect(await bridge.gauge('bridge_broker_hook_unreached')).toBe(2));
    await eventually(() => bridge.isReady());
    expect(await bridge.gauge('bridge_broker_hook_unreached')).toBe(2);
  });

  it('kicks all connections of a Unit, whatever their ids, and no other', async () => {
    const [unit, bystander] = [randomUUID(), randomUUID()];
    for (const clientid of [unit, randomUUID(), 'any/thing +#'])
      emqx.connect({ clientid, username: tokenOf(unit) });
    emqx.connect({ clientid: bystander, username: tokenOf(bystander) });
    await insist(() => rpc.call(kickDevices, { unitUuids: [unit, randomUUID()] }, PLATFORM));
    expect([...emqx.state.clients.keys()]).toEqual([bystander]);
    await insist(() => rpc.call(forgetDeviceDecisions, { unitUuids: [bystander] }, PLATFORM));
    expect(new Set(emqx.deeds.forgotten)).toEqual(new Set([bystander]));
  });

  it('kicks those alone that hear what they are not to hear any more', async () => {
    const unit = randomUUID();
    const username = tokenOf(unit);
    emqx.connect({ clientid: 'hears', username, filters: ['fleet.test/node/pepeunit', 'other'] });
    emqx.connect({ clientid: 'hears by wildcard', username, filters: ['fleet.test/node/#'] });
    emqx.connect({ clientid: 'does not', username, filters: ['other'] });
    const hearing = ['fleet.test/node/pepeunit'];
    await insist(() => rpc.call(kickDevices, { unitUuids: [unit], hearing }, PLATFORM));
    expect([...emqx.state.clients.values()].filter((one) => one.username === username)).toMatchObject([
      { clientid: 'does not' },
    ]);
  });

  it('says which Units the broker has not let go of, does the others, and goes on trying', async () => {
    const [stuck, easy] = [randomUUID(), randomUUID()];
    for (const unit of [stuck, easy]) emqx.connect({ clientid: unit, username: tokenOf(unit) });
    emqx.refuse('DELETE', `/clients/${stuck}`, 500);
    await expect(rpc.call(kickDevices, { unitUuids: [stuck, easy] }, PLATFORM)).rejects.toMatchObject({
      errorCode: 'Mqtt',
      message: expect.stringContaining(`1 of 2 Units: ${stuck}`),
    });
    expect(emqx.state.clients.has(easy)).toBe(false);
    const overdue = async () =>
      (await bridge.gauge('bridge_overdue_kicks')) + (await other.gauge('bridge_overdue_kicks'));
    expect(await overdue()).toBe(1);
    emqx.refuse('DELETE', `/clients/${stuck}`, null);
    await eventually(() => !emqx.state.clients.has(stuck));
    await eventually(async () => expect(await overdue()).toBe(0));
  });
});

describe('a bridge with a wrong password for EMQX', () => {
  it('is not ready, changes nothing, and goes on when the password is right', async () => {
    const [nats, broker, emqx] = await Promise.all([
      NatsRig.start(),
      startEmbeddedBroker(),
      FakeEmqx.start({ isOpen: false }),
    ]);
    const starting = BridgeProcess.start({
      natsUrl: nats.url,
      brokerUrl: broker.internalUrl,
      apiUrl: emqx.url,
      more: {
        BROKER_KIND: 'emqx',
        BROKER_WATCH_MS: '100',
        PU_MQTT_USERNAME: emqx.dashboard.username,
        PU_MQTT_PASSWORD: 'guess',
      },
    });
    try {
      const refused = () => emqx.calls.filter(({ status }) => status === 401).length;
      await eventually(() => refused() >= 2, { timeoutMs: 200_000 });
      expect(emqx.changes()).toEqual([]);
      emqx.dashboard.password = 'guess';
      const bridge = await starting;
      expect(emqx.state.listeners.get('tcp:default')?.running).toBe(true);
      expect(await bridge.gauge('bridge_ingest_subscribed')).toBe(1);
    } finally {
      await (await starting.catch(() => null))?.stop();
      await Promise.all([broker.stop(), emqx.stop(), nats.stop()]);
    }
  });
});
