import { randomUUID } from 'node:crypto';
import { eventually } from '@unitfleet/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { BridgeProcess, DOMAIN, NatsRig } from './bridge-rig';
import { startEmbeddedBroker, type BrokerRig } from './broker-rig';

jest.setTimeout(300_000);

const NODES = Array.from({ length: 40 }, () => randomUUID());
const PATIENCE = { timeoutMs: 120_000 };

describe('a bridge', () => {
  let nats: NatsRig;
  let broker: BrokerRig;
  let device: MqttClient;
  let published = 0;
  const bridges: BridgeProcess[] = [];

  const start = async (ordinal: number, more: Record<string, string> = {}) => {
    const { internalUrl: brokerUrl, apiUrl } = broker;
    const bridge = await BridgeProcess.start({ natsUrl: nats.url, brokerUrl, apiUrl, ordinal, more });
    bridges[ordinal] = bridge;
    return bridge;
  };

  /** A round of messages, one to each node. */
  const publish = async (rounds = 10) => {
    for (let round = 0; round < rounds; round += 1) {
      const payload = String(published++);
      await Promise.all(
        NODES.map((node) => device.publishAsync(`${DOMAIN}/${node}/pepeunit`, payload, { qos: 1 })),
      );
    }
  };

  const expectAllStored = ({ inOrder } = { inOrder: true }) =>
    eventually(async () => {
      const stored = await nats.telemetry();
      const wanted = Array.from({ length: published }, (_, index) => String(index));
      for (const node of NODES) {
        const texts = stored.get(node) ?? [];
        expect(inOrder ? texts : texts.sort((one, other) => Number(one) - Number(other))).toEqual(wanted);
      }
    }, PATIENCE);

  /** The session of a bridge at the broker, null when there is none. */
  const session = async (ordinal: number) => {
    const { origin, username, password } = new URL(broker.apiUrl);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const answer = await fetch(`${origin}/api/v5/clients/unitfleet-bridge-${ordinal}`, {
      headers: { authorization },
    });
    if (answer.status === 404) return null;
    return (await answer.json()) as { connected: boolean; mqueue_len: number; inflight_cnt: number };
  };

  beforeAll(async () => {
    [nats, broker] = await Promise.all([NatsRig.start(), startEmbeddedBroker()]);
    await Promise.all([start(0), start(1)]);
    device = await connectAsync(broker.url, { clientId: 'device', reconnectPeriod: 0 });
  });

  afterAll(async () => {
    broker?.goOn();
    await device?.endAsync(true);
    await Promise.all(bridges.map((bridge) => bridge.stop()));
    await Promise.all([broker?.stop(), nats?.stop()]);
  });

  it('that ends leaves its session, where its share waits for it', async () => {
    await publish();
    await expectAllStored();
    await bridges[1]!.stop();
    await publish();
    expect(await session(1)).toMatchObject({ connected: false });
    bridges[1] = await start(1);
    await expectAllStored();
  });

  it('that is not to be any more takes what waits for it, ends its session, and gets nothing from then on', async () => {
    await bridges[1]!.stop();
    await publish();
    const waiting = await session(1);
    expect(waiting!.mqueue_len + waiting!.inflight_cnt).toBeGreaterThan(0);
    const leaving = await start(1, { BRIDGE_COUNT: '1' });
    expect(await leaving.gauge('bridge_left')).toBe(1);
    await expectAllStored();
    await eventually(async () => expect(await session(1)).toBeNull());
    await publish();
    await expectAllStored();
    // Nothing changes when it is started again.
    await leaving.stop();
    const again = await start(1, { BRIDGE_COUNT: '1' });
    await eventually(async () => expect(await session(1)).toBeNull());
    await again.stop();
    await publish();
    await expectAllStored();
  });

  it('leaves with the messages that come while it leaves, whatever kills it on its way', async () => {
    bridges[1] = await start(1);
    await publish();
    await bridges[1].stop();
    await publish(20);
    // It can receive and not store, and so cannot have left before NATS is away.
    await nats.takeTelemetry(false);
    const leaving = start(1, { BRIDGE_COUNT: '1' });
    await eventually(async () => expect((await session(1))?.connected).toBe(true), PATIENCE);
    await nats.kill();
    await publish(5);
    await nats.restart();
    await nats.takeTelemetry(true);
    await leaving;
    await publish(5);
    // What it still holds when others have taken over its share may come behind theirs.
    await expectAllStored({ inOrder: false });
    await eventually(async () => expect(await session(1)).toBeNull());
  });

  it('is not ready while the broker hangs, and says so', async () => {
    const bridge = bridges[0]!;
    expect(await bridge.gauge('bridge_ingest_subscribed')).toBe(1);
    broker.hang();
    await eventually(
      async () =>
        expect(await bridge.failures()).toEqual({
          ingest: expect.any(String),
          broker: expect.any(String),
        }),
      PATIENCE,
    );
    expect(await bridge.gauge('bridge_ingest_subscribed')).toBe(0);
    expect(await bridge.gauge('bridge_control_connected')).toBe(0);
    broker.goOn();
    await eventually(() => bridge.isReady(), PATIENCE);
    await eventually(async () => expect(await bridge.gauge('bridge_control_connected')).toBe(1));
  });
});
