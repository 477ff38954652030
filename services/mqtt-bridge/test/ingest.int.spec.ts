import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { deviceLog, deviceState, telemetrySubject } from '@unitfleet/contracts';
import { unwrap } from '@unitfleet/messaging';
import { eventually } from '@unitfleet/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { storedSince } from '../src/data/stored-since';
import { BridgeProcess, DOMAIN, NatsRig } from './bridge-rig';
import { hasMosquitto, startEmbeddedBroker, startMosquitto, type BrokerRig } from './broker-rig';

const folder = mkdtempSync(join(tmpdir(), 'unitfleet-mosquitto-'));
const brokers: [string, () => Promise<BrokerRig>][] = [['the embedded broker', startEmbeddedBroker]];
if (hasMosquitto) brokers.push(['mosquitto', () => startMosquitto(folder)]);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WINDOW = 500;
const PATIENCE = { timeoutMs: 120_000 };

const nodeTopic = (node: string) => `${DOMAIN}/${node}/pepeunit`;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

jest.setTimeout(300_000);

describe.each(brokers)('ingest from %s', (_name, startBroker) => {
  let nats: NatsRig;
  let broker: BrokerRig;
  let bridge: BridgeProcess;
  let device: MqttClient;

  const startBridge = () =>
    BridgeProcess.start({ natsUrl: nats.url, brokerUrl: broker.internalUrl, apiUrl: broker.apiUrl });

  /** Publishes 0, 1, 2 ... spread over the nodes; resolves when the broker has taken all. */
  const publish = async (
    nodes: string[],
    count: number,
    onEach: (index: number) => void = () => undefined,
  ) => {
    for (let start = 0; start < count; start += WINDOW) {
      const size = Math.min(WINDOW, count - start);
      await Promise.all(
        Array.from({ length: size }, (_, offset) => {
          const index = start + offset;
          onEach(index);
          return device.publishAsync(nodeTopic(nodes[index % nodes.length]!), String(index), { qos: 1 });
        }),
      );
    }
  };

  /** Everything numbered is there once, and in the order of each node. */
  const expectExactly = async (nodes: string[], count: number) => {
    await eventually(async () => expect(await bridge.unacknowledged()).toBe(0), PATIENCE);
    const stored = await eventually(
      async () => {
        const byNode = await nats.telemetry();
        const total = nodes.reduce((sum, node) => sum + (byNode.get(node)?.length ?? 0), 0);
        if (total < count) throw new Error(`${total} of ${count} are stored`);
        return byNode;
      },
      { ...PATIENCE, intervalMs: 200 },
    );
    nodes.forEach((node, first) =>
      expect(stored.get(node)).toEqual(numbers(count).filter((_, index) => index % nodes.length === first)),
    );
  };

  beforeAll(async () => {
    [nats, broker] = await Promise.all([NatsRig.start(), startBroker()]);
    bridge = await startBridge();
    device = await connectAsync(broker.url, {
      clientId: randomUUID(),
      username: 'device',
      reconnectPeriod: 200,
    });
  });

  afterAll(async () => {
    await device?.endAsync();
    await bridge?.stop();
    await broker?.stop();
    await nats?.stop();
  });

  it('stores what devices publish, in the order of each node', async () => {
    const nodes = [randomUUID(), randomUUID(), randomUUID()];
    await publish(nodes, 3_000);
    await expectExactly(nodes, 3_000);
  });

  it('stores messages at QoS 0 as well', async () => {
    const node = randomUUID();
    await device.publishAsync(nodeTopic(node), '7', { qos: 0 });
    await eventually(async () => expect((await nats.telemetry()).get(node)).toEqual(['7']));
  });

  it("sends state and log to the DEVICE stream, and acknowledges what is nobody's", async () => {
    const unit = randomUUID();
    const ignored = await bridge.routed('ignored');
    const base = `${DOMAIN}/output_base_topic/${unit}`;
    await device.publishAsync(`${base}/state/pepeunit`, '{"ifconfig":[]}', { qos: 1 });
    await device.publishAsync(`${base}/other/pepeunit`, 'x', { qos: 1 });
    await device.publishAsync(`${base}/log/pepeunit`, 'one', { qos: 1 });
    await device.publishAsync(`${base}/log/pepeunit`, 'one', { qos: 1 });
    const read = async () => {
      const seen: string[] = [];
      for await (const message of storedSince(nats.connection, 'DEVICE', new Date(0))) {
        const channel = message.subject.startsWith(deviceState.type) ? deviceState : deviceLog;
        if (message.subject.startsWith('device.session')) continue;
        const { data } = unwrap(message.data, channel.schema);
        if (data.unitUuid === unit) seen.push(`${channel.type} ${Buffer.from(data.payload).toString()}`);
      }
      return seen.sort();
    };
    await eventually(async () =>
      expect(await read()).toEqual(['device.log one', 'device.log one', 'device.state {"ifconfig":[]}']),
    );
    expect(await bridge.routed('ignored')).toBe(ignored + 1);
    await eventually(async () => expect(await bridge.unacknowledged()).toBe(0));
  });

  it('acknowledges nothing that the stream has not acknowledged', async () => {
    const nodes = [randomUUID(), randomUUID()];
    await nats.kill();
    await publish(nodes, 200);
    await eventually(async () => expect(await bridge.unacknowledged()).toBe(200));
    await expect(bridge.isReady()).resolves.toBe(false);
    await nats.restart();
    await expectExactly(nodes, 200);
  });

  it.each(['kill', 'stop'] as const)(
    'loses and doubles nothing when it ends by %s under load',
    async (end) => {
      const nodes = Array.from({ length: 40 }, () => randomUUID());
      const count = 30_000;
      const ends = new Set([5_000, 12_000]);
      let lives = Promise.resolve();
      const publishing = publish(nodes, count, (index) => {
        if (!ends.has(index)) return;
        lives = lives.then(async () => {
          await bridge[end]();
          bridge = await startBridge();
        });
      });
      await publishing;
      await lives;
      await expectExactly(nodes, count);
    },
  );

  it('counts a session that the broker has forgotten, and goes on in a new one', async () => {
    expect(await bridge.lostSessions()).toBe(0);
    await broker.forgetBridge();
    await eventually(async () => expect(await bridge.lostSessions()).toBe(1), PATIENCE);
    await eventually(() => bridge.isReady(), PATIENCE);
    const nodes = [randomUUID()];
    await publish(nodes, 500);
    await expectExactly(nodes, 500);
  });

  it('is there for a new session while what the old one brought cannot be stored yet', async () => {
    const lost = await bridge.lostSessions();
    const [before, probe, after] = [randomUUID(), randomUUID(), randomUUID()];
    await nats.kill();
    await publish([before], 200);
    await eventually(async () => expect(await bridge.unacknowledged()).toBe(200));
    await broker.forgetBridge();
    await eventually(async () => expect(await bridge.lostSessions()).toBe(lost + 1), PATIENCE);
    await eventually(async () => {
      await publish([probe], 1);
      expect(await bridge.unacknowledged()).toBeGreaterThan(0);
    }, PATIENCE);
    await publish([after], 200);
    await nats.restart();
    await expectExactly([before], 200);
    await expectExactly([after], 200);
  });

  it('takes nothing of a kept session twice while it cannot be stored', async () => {
    const node = randomUUID();
    const repeated = await bridge.routed('repeated');
    await nats.kill();
    await publish([node], 200);
    await eventually(async () => expect(await bridge.unacknowledged()).toBe(200));
    await broker.interruptBridge();
    await eventually(async () => expect(await bridge.unacknowledged()).toBe(0), PATIENCE);
    await nats.restart();
    await eventually(async () => expect(await bridge.routed('repeated')).toBe(repeated + 200), PATIENCE);
    await expectExactly([node], 200);
  });

  it('recognises repetitions after an absence in which others have written', async () => {
    const nodes = [randomUUID(), randomUUID()];
    await publish(nodes, 2_000);
    await bridge.kill();
    const other = await BridgeProcess.start({
      natsUrl: nats.url,
      brokerUrl: broker.internalUrl,
      apiUrl: broker.apiUrl,
      ordinal: 1,
    });
    await other.stop();
    bridge = await startBridge();
    await expectExactly(nodes, 2_000);
  });

  it('is there again after others have written what is no frame', async () => {
    await publish([randomUUID()], 200);
    await bridge.kill();
    await jetstream(nats.connection).publish(telemetrySubject(0), Buffer.from('no frame'));
    bridge = await startBridge();
    await eventually(() => bridge.isReady(), PATIENCE);
  });
});
