import { randomUUID } from 'node:crypto';
import { eventually } from '@unitfleet/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { BridgeProcess, DOMAIN, NatsRig } from './bridge-rig';
import { startEmbeddedBroker, type BrokerRig } from './broker-rig';

/** Topics of each kind; the long form is a million. */
const TOPICS = Number(process.env.STORM_TOPICS ?? 40_000);
const LONG_TOPICS = TOPICS / 200;
const LONG_TOPIC_CHARACTERS = 60_000;
const WINDOW = 1_000;
const MIB = 1024 * 1024;
/** What a bridge takes with all of its caches full, and nothing that grows with what it is sent. */
const MAX_RESIDENT_BYTES = 384 * MIB;
const PATIENCE = { timeoutMs: 300_000, intervalMs: 200 };

jest.setTimeout(900_000);

describe('a storm of topics that nobody owns', () => {
  let nats: NatsRig;
  let broker: BrokerRig;
  let bridge: BridgeProcess;
  let device: MqttClient;

  beforeAll(async () => {
    [nats, broker] = await Promise.all([NatsRig.start(), startEmbeddedBroker()]);
    bridge = await BridgeProcess.start({
      natsUrl: nats.url,
      brokerUrl: broker.internalUrl,
      apiUrl: broker.apiUrl,
    });
    // The broker's own listener: what devices may not even say, somebody with its credentials may.
    device = await connectAsync(broker.internalUrl, { clientId: 'storm', reconnectPeriod: 0 });
  });

  afterAll(async () => {
    await device?.endAsync();
    await bridge?.stop();
    await broker?.stop();
    await nats?.stop();
  });

  const publish = async (count: number, topicOf: (index: number) => string) => {
    for (let start = 0; start < count; start += WINDOW) {
      const size = Math.min(WINDOW, count - start);
      await Promise.all(
        Array.from({ length: size }, (_, offset) =>
          device.publishAsync(topicOf(start + offset), '1', { qos: 1 }),
        ),
      );
    }
  };

  const expectRouted = (route: string, count: number) =>
    eventually(async () => expect(await bridge.routed(route)).toBe(count), PATIENCE);

  it('is counted, takes bounded memory, and harms nobody', async () => {
    const node = randomUUID();
    await device.publishAsync(`${DOMAIN}/${node}/pepeunit`, 'before', { qos: 1 });

    await publish(TOPICS, () => `${DOMAIN}/A${randomUUID().toUpperCase().slice(1)}/pepeunit`);
    await publish(TOPICS, (index) => `${DOMAIN}/output_base_topic/unit-${index}/state/pepeunit`);
    const filler = 'x'.repeat(LONG_TOPIC_CHARACTERS);
    await publish(LONG_TOPICS, (index) => `${DOMAIN}/${filler}${index}/pepeunit`);
    await expectRouted('ignored', 2 * TOPICS + LONG_TOPICS);

    await publish(TOPICS, () => `${DOMAIN}/${randomUUID()}/pepeunit`);
    await device.publishAsync(`${DOMAIN}/${node}/pepeunit`, 'after', { qos: 1 });
    await expectRouted('telemetry', TOPICS + 2);
    await eventually(async () => expect(await bridge.unacknowledged()).toBe(0), PATIENCE);

    expect((await nats.telemetry()).get(node)).toEqual(['before', 'after']);
    expect(await bridge.residentBytes()).toBeLessThan(MAX_RESIDENT_BYTES);
  });
});
