import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import {
  deviceSession,
  forgetDeviceDecisions,
  kickDevices,
  PLATFORM,
  publishToDevice,
  type DeviceSession,
} from '@unitfleet/contracts';
import { RpcClient, unwrap } from '@unitfleet/messaging';
import { signUnitToken, tokenKey } from '@unitfleet/security';
import { eventually } from '@unitfleet/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { storedSince } from '../src/data/stored-since';
import { BridgeProcess, DOMAIN, insist, NatsRig, SECRET_KEY } from './bridge-rig';
import { startEmbeddedBroker, type BrokerRig } from './broker-rig';

/** The client is an emitter, though its types do not say so. */
const next = (device: MqttClient, event: 'message' | 'close') =>
  once(device as unknown as EventEmitter, event);

jest.setTimeout(300_000);

describe('devices at the broker', () => {
  const devices: MqttClient[] = [];
  let nats: NatsRig;
  let broker: BrokerRig;
  let bridge: BridgeProcess;
  let rpc: RpcClient;

  const connect = async (unitUuid: string): Promise<MqttClient> => {
    const username = signUnitToken(unitUuid, tokenKey(SECRET_KEY));
    const device = await connectAsync(broker.url, { clientId: unitUuid, username, reconnectPeriod: 0 });
    devices.push(device);
    return device;
  };

  beforeAll(async () => {
    [nats, broker] = await Promise.all([NatsRig.start(), startEmbeddedBroker()]);
    bridge = await BridgeProcess.start({
      natsUrl: nats.url,
      brokerUrl: broker.internalUrl,
      apiUrl: broker.apiUrl,
    });
    rpc = new RpcClient(nats.connection, 'units');
  });

  afterAll(async () => {
    await Promise.all(devices.map((device) => device.endAsync(true)));
    await bridge?.stop();
    await broker?.stop();
    await nats?.stop();
  });

  it('hear what is published to them, byte for byte', async () => {
    const unit = randomUUID();
    const device = await connect(unit);
    const topic = `${DOMAIN}/input_base_topic/${unit}/update/pepeunit`;
    await device.subscribeAsync(topic);
    const heard = next(device, 'message');
    const payload = Uint8Array.from([0, 255, 128, 10]);
    await rpc.call(publishToDevice, { topic, payload }, PLATFORM);
    const [heardTopic, heardPayload] = await heard;
    expect([heardTopic, [...heardPayload]]).toEqual([topic, [...payload]]);
  });

  it('hear the longest packet there is; a longer one is refused and ends nothing', async () => {
    const unit = randomUUID();
    const device = await connect(unit);
    const topic = `${DOMAIN}/input_base_topic/${unit}/update/pepeunit`;
    await device.subscribeAsync(topic);
    const heard = next(device, 'message');
    const room = 256 * 1024 - 7 - topic.length;
    await expect(
      rpc.call(publishToDevice, { topic, payload: new Uint8Array(room + 1) }, PLATFORM),
    ).rejects.toThrow(/^422: 10: /);
    await rpc.call(publishToDevice, { topic, payload: new Uint8Array(room) }, PLATFORM);
    const [, payload] = await heard;
    expect(payload).toHaveLength(room);
  });

  it('are kicked, they alone, whatever their client id', async () => {
    const [unit, bystander] = [randomUUID(), randomUUID()];
    const username = signUnitToken(unit, tokenKey(SECRET_KEY));
    const random = await connectAsync(broker.url, { clientId: randomUUID(), username, reconnectPeriod: 0 });
    devices.push(random);
    const [device, other] = [await connect(unit), await connect(bystander)];
    const gone = [next(device, 'close'), next(random, 'close')];
    await insist(() => rpc.call(kickDevices, { unitUuids: [unit, randomUUID()] }, PLATFORM));
    await Promise.all(gone);
    expect(other.connected).toBe(true);
    await eventually(() => bridge.isReady());
  });

  it('are asked about again after their decisions were forgotten', async () => {
    const unit = randomUUID();
    const device = await connect(unit);
    const publish = () => device.publishAsync(`${DOMAIN}/some-node`, '1', { qos: 1 });
    await publish();
    // A broker whose question is answered late asks once more: how often it has asked so far is of no interest.
    const known = broker.authorisations();
    await publish();
    expect(broker.authorisations()).toBe(known);
    await insist(() => rpc.call(forgetDeviceDecisions, { unitUuids: [unit] }, PLATFORM));
    await publish();
    expect(broker.authorisations()).toBeGreaterThan(known);
  });

  const sessionsOf = async (unit: string): Promise<DeviceSession[]> => {
    const seen: DeviceSession[] = [];
    for await (const message of storedSince(nats.connection, 'DEVICE', new Date(0)))
      seen.push(unwrap(message.data, deviceSession.schema).data);
    return seen.filter(({ unitUuid }) => unitUuid === unit);
  };

  const gone = (unit: string, clientId: string) => ({
    kind: 'disconnected',
    unitUuid: unit,
    clientId,
    at: expect.any(Date),
  });

  it('are reported when they go, by their token: client ids may be anything', async () => {
    const [unit, stranger] = [randomUUID(), randomUUID()];
    const username = signUnitToken(unit, tokenKey(SECRET_KEY));
    const nameless = await connectAsync(broker.url, { clientId: stranger, reconnectPeriod: 0 });
    for (const clientId of [unit, randomUUID(), 'my device +1']) {
      const device = await connectAsync(broker.url, { clientId, username, reconnectPeriod: 0 });
      await device.endAsync();
      await eventually(async () => expect((await sessionsOf(unit)).at(-1)).toEqual(gone(unit, clientId)));
    }
    await nameless.endAsync();
    await eventually(async () => expect(await bridge.disconnections('no device')).toBeGreaterThan(0));
    expect(await sessionsOf(stranger)).toEqual([]);
    expect(await sessionsOf(unit)).toHaveLength(3);
  });

  it('have not gone when another connection has taken their client id over', async () => {
    const unit = randomUUID();
    const before = await bridge.disconnections('taken over');
    const first = await connect(unit);
    const isReplaced = next(first, 'close');
    const second = await connect(unit);
    await isReplaced;
    await eventually(async () => expect(await bridge.disconnections('taken over')).toBe(before + 1));
    expect(await sessionsOf(unit)).toEqual([]);
    await second.endAsync();
    await eventually(async () => expect(await sessionsOf(unit)).toEqual([gone(unit, unit)]));
  });

  it('cannot be reached while the broker is away, and that is said', async () => {
    const topic = `${DOMAIN}/input_base_topic/${randomUUID()}/update/pepeunit`;
    await broker.stop();
    await eventually(async () => expect(await bridge.isReady()).toBe(false));
    await expect(
      rpc.call(publishToDevice, { topic, payload: new Uint8Array() }, PLATFORM),
    ).rejects.toMatchObject({ errorCode: 'Mqtt' });
  });
});
