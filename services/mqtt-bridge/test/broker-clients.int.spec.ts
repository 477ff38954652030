import { randomUUID } from 'node:crypto';
import {
  ANONYMOUS,
  kickBrokerClient,
  listBrokerClients,
  listDeviceSessions,
  PLATFORM,
  type Actor,
  type OperationRequest,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { signUnitToken, tokenKey } from '@unitfleet/security';
import { eventually } from '@unitfleet/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { BridgeProcess, DOMAIN, insist, NatsRig, SECRET_KEY } from './bridge-rig';
import { startEmbeddedBroker, type BrokerRig } from './broker-rig';

const ADMIN: Actor = { kind: 'User', uuid: randomUUID(), login: 'boss', role: 'Admin' };
const USER: Actor = { ...ADMIN, role: 'User' };

jest.setTimeout(300_000);

describe('clients of the broker, for an operator', () => {
  const devices: MqttClient[] = [];
  let nats: NatsRig;
  let broker: BrokerRig;
  let bridge: BridgeProcess;
  let rpc: RpcClient;

  const connect = async (clientId: string, unitUuid: string = randomUUID(), more: object = {}) => {
    const username = signUnitToken(unitUuid, tokenKey(SECRET_KEY));
    const device = await connectAsync(broker.url, { clientId, username, reconnectPeriod: 0, ...more });
    devices.push(device);
    return device;
  };

  const listOnce = () => rpc.call(listBrokerClients, { offset: 0, limit: 50 }, ADMIN);
  const list = (request: Partial<OperationRequest<typeof listBrokerClients>> = {}, actor: Actor = ADMIN) =>
    insist(() => rpc.call(listBrokerClients, { offset: 0, limit: 50, ...request }, actor));

  const idsOf = async (request: Partial<OperationRequest<typeof listBrokerClients>>) =>
    (await list(request)).clients.map(({ clientId }) => clientId).sort();

  beforeAll(async () => {
    [nats, broker] = await Promise.all([NatsRig.start(), startEmbeddedBroker()]);
    bridge = await BridgeProcess.start({
      natsUrl: nats.url,
      brokerUrl: broker.internalUrl,
      apiUrl: broker.apiUrl,
    });
    rpc = new RpcClient(nats.connection, 'gateway-graphql');
  });

  afterEach(async () => {
    await Promise.all(devices.splice(0).map((device) => device.endAsync(true)));
    await eventually(async () => expect((await list({ searchString: 'of-this-test' })).count).toBe(0));
  });

  afterAll(async () => {
    await bridge?.stop();
    await broker?.stop();
    await nats?.stop();
  });

  it('are shown with their Units and what was counted, without their tokens', async () => {
    const unit = randomUUID();
    const device = await connect('one-of-this-test', unit);
    await device.subscribeAsync([`${DOMAIN}/a`, `${DOMAIN}/b`]);
    for (const text of ['1', '2', '3']) await device.publishAsync(`${DOMAIN}/c/pepeunit`, text, { qos: 1 });
    const { clients } = await list({ searchString: 'one-of-this' });
    expect(clients).toEqual([
      {
        clientId: 'one-of-this-test',
        unitUuid: unit,
        address: expect.stringMatching(/127\.0\.0\.1\]?:\d+$/),
        protocol: 'MQTT 3.1.1',
        isConnected: true,
        connectedAt: expect.any(Date),
        isCleanSession: true,
        subscriptions: 2,
        receivedMessages: 3,
        sentMessages: 0,
        queuedMessages: 0,
      },
    ]);
    expect(JSON.stringify(await list())).not.toContain(signUnitToken(unit, tokenKey(SECRET_KEY)));
  });

  it('are found by Unit, address and a part of the id; the platform has its own', async () => {
    const unit = randomUUID();
    await connect('kitchen-of-this-test', unit);
    await connect(`${unit}-of-this-test`);
    expect(await idsOf({ searchString: unit.toUpperCase() })).toEqual(['kitchen-of-this-test']);
    expect(await idsOf({ searchString: unit.slice(0, 20) })).toEqual([`${unit}-of-this-test`]);
    expect(await idsOf({ searchString: ' kitchen ' })).toEqual(['kitchen-of-this-test']);
    expect(await idsOf({ searchString: '10.9.8.7' })).toEqual([]);
    expect(await idsOf({ searchString: '127.0.0.1' })).toEqual(
      expect.arrayContaining(['kitchen-of-this-test']),
    );
    const own = (await list({ searchString: 'unitfleet-' })).clients;
    expect(own.map(({ clientId }) => clientId)).toContain('unitfleet-bridge-0');
    expect(own.map(({ unitUuid }) => unitUuid)).toEqual(own.map(() => null));
  });

  it('come in pages, each once', async () => {
    for (let index = 0; index < 7; index += 1) await connect(`${index}-of-this-test`);
    const all = await idsOf({});
    const { count } = await list();
    expect(count).toBe(all.length);
    const seen: string[] = [];
    for (const offset of [0, 2, 5, 8]) {
      const limit = offset === 0 ? 2 : 3;
      const page = await list({ offset, limit });
      expect(page.count).toBe(count);
      seen.push(...page.clients.map(({ clientId }) => clientId));
    }
    expect(seen.sort()).toEqual(all.slice().sort());
    expect(await list({ searchString: 'of-this-test', offset: 5, limit: 5 })).toMatchObject({
      count: 7,
      clients: [{}, {}],
    });
  });

  it('tell the platform who is online', async () => {
    const unit = randomUUID();
    await connect('here-of-this-test', unit);
    const { count, sessions } = await insist(() =>
      rpc.call(listDeviceSessions, { offset: 0, limit: 1_000 }, PLATFORM),
    );
    expect(sessions).toHaveLength(count);
    expect(sessions.find(({ clientId }) => clientId === 'here-of-this-test')).toEqual({
      clientId: 'here-of-this-test',
      unitUuid: unit,
      isConnected: true,
      connectedAt: expect.any(Date),
    });
    expect(sessions.find(({ clientId }) => clientId === 'unitfleet-bridge-0')).toMatchObject({
      unitUuid: null,
    });
  });

  it('are kicked, also those that are away; the platform keeps its own', async () => {
    const device = await connect('kicked-of-this-test', randomUUID(), { clean: false });
    const closed = new Promise<void>((resolve) => device.once('close', () => resolve()));
    await insist(() => rpc.call(kickBrokerClient, { clientId: 'kicked-of-this-test' }, ADMIN));
    await closed;
    expect(await idsOf({ searchString: 'kicked-of-this-test' })).toEqual([]);
    await insist(() => rpc.call(kickBrokerClient, { clientId: 'kicked-of-this-test' }, ADMIN));
    await expect(rpc.call(kickBrokerClient, { clientId: 'unitfleet-bridge-0' }, ADMIN)).rejects.toMatchObject(
      {
        errorCode: 'Validation',
      },
    );
    expect(await idsOf({ searchString: 'unitfleet-bridge-0' })).toHaveLength(1);
  });

  it.each([
    ['users', USER],
    ['the anonymous', ANONYMOUS],
    ['the platform itself', PLATFORM],
    ['Units', { kind: 'Unit', uuid: randomUUID() } as Actor],
  ])('are not for %s', async (_who, actor) => {
    await expect(list({}, actor)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(rpc.call(kickBrokerClient, { clientId: 'x' }, actor)).rejects.toMatchObject({
      errorCode: 'NoAccess',
    });
  });

  it('are not told of by a broker that hangs', async () => {
    broker.hang();
    try {
      await expect(listOnce()).rejects.toMatchObject({ errorCode: 'Unavailable' });
    } finally {
      broker.goOn();
    }
    await eventually(() => list());
  });
});
