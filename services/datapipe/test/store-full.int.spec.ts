import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jetstreamManager } from '@nats-io/jetstream';
import { partitionOf, telemetrySubject } from '@unitfleet/contracts';
import { spawnBroker } from '@unitfleet/local';
import { eventually, ServiceProcess } from '@unitfleet/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { timeWindow } from './support/documents';
import { TestSystem, type Instance } from './support/test-system';

const DOMAIN = 'fleet.test';
const CREDENTIALS = { username: 'bridge', password: 'bridge-secret' };
/** The smallest that can be set. */
const STORE = { NATS_TELEMETRY_MAX_MB: '16' };
const STORE_BYTES = 16 * 1024 ** 2;
const PAYLOAD = 'x'.repeat(30_000);
/** Together half as much again as the store takes. */
const MESSAGES = 800;
/** Acknowledgements that devices of this test await at a time. */
const WINDOW = 50;

const letEverybodyIn = async (): Promise<Server> => {
  const hook = createServer((request, response) => {
    request.resume().once('end', () => {
      response.setHeader('content-type', 'application/json').end('{"result":"allow"}');
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  return hook;
};

const startBroker = (hook: Server) => {
  const origin = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  return spawnBroker({
    env: {
      BROKER_PORT: '0',
      BROKER_INTERNAL_USERNAME: CREDENTIALS.username,
      BROKER_INTERNAL_PASSWORD: CREDENTIALS.password,
      BROKER_API_USERNAME: CREDENTIALS.username,
      BROKER_API_PASSWORD: CREDENTIALS.password,
      BROKER_AUTHN_URL: `${origin}/authenticate`,
      BROKER_AUTHZ_URL: `${origin}/authorize`,
    },
  });
};

const withCredentials = (url: string) => Object.assign(new URL(url), CREDENTIALS).href;

describe('a telemetry store that is full', () => {
  let system: TestSystem;
  let instance: Instance;
  let hook: Server;
  let broker: Awaited<ReturnType<typeof startBroker>>;
  let bridge: ServiceProcess;
  let device: MqttClient;

  const storedBytes = async () => {
    const { streams } = await jetstreamManager(system.connection);
    return (await streams.info('TELEMETRY')).state.bytes;
  };
  /** Frames of the node's partition in the stream. */
  const kept = async (node: string): Promise<number> => {
    const subject = telemetrySubject(partitionOf(node));
    const { streams } = await jetstreamManager(system.connection);
    const { state } = await streams.info('TELEMETRY', { subjects_filter: subject });
    return state.subjects?.[subject] ?? 0;
  };
  const unacknowledged = async () =>
    Number(/^bridge_unacknowledged_messages\S* (\d+)$/m.exec(await bridge.metrics())?.[1]);
  const storedNumbers = async (node: string) => {
    const rows = await system.stored<{ state: string }>(
      `select state from window_entry final where unit_node_uuid = '${node}'
       order by create_datetime, sequence, position`,
    );
    return rows.map(({ state }) => Number.parseInt(state, 10));
  };

  beforeAll(async () => {
    system = await TestSystem.start(STORE);
    [instance, hook] = await Promise.all([system.instance(), letEverybodyIn()]);
    broker = await startBroker(hook);
    bridge = await ServiceProcess.start('mqtt-bridge', {
      NATS_URL: system.url('NATS'),
      ...STORE,
      PU_DOMAIN: DOMAIN,
      PU_SECRET_KEY: 'a key that no instance has',
      BRIDGE_MQTT_URL: withCredentials(broker.internalUrl),
      BROKER_API_URL: withCredentials(broker.apiUrl),
      BRIDGE_ORDINAL: '0',
    });
    device = await connectAsync(broker.url, { clientId: randomUUID(), username: 'device' });
  });
  afterAll(async () => {
    device?.end(true);
    await bridge?.stop();
    await broker?.stop();
    await system?.stop();
    hook?.closeAllConnections();
    hook?.close();
  });

  it('gets no acknowledgements, loses nothing, and has room again behind the oldest checkpoint', async () => {
    const node = await system.node();
    await system.pipeline(node, timeWindow(86_400, { type: 'Text' }));
    await instance.stop();
    for (let next = 0; next < MESSAGES; next += WINDOW)
      await Promise.all(
        Array.from({ length: WINDOW }, (_, index) =>
          device.publishAsync(`${DOMAIN}/${node}/pepeunit`, `${next + index} ${PAYLOAD}`, { qos: 1 }),
        ),
      );
    instance = await system.instance({ DATAPIPE_CHECKPOINT_MS: '3600000', DATAPIPE_CLEANUP_MS: '3600000' });
    await eventually(async () => {
      const bytes = await storedBytes();
      expect(bytes).toBeGreaterThan(STORE_BYTES * 0.8);
      expect(bytes).toBeLessThanOrEqual(STORE_BYTES);
      expect(await unacknowledged()).toBeGreaterThan(MESSAGES / 5);
      expect((await storedNumbers(node)).length).toBeGreaterThan(0);
    });
    // What is acknowledged is stored, and nothing was dropped to make room.
    await eventually(async () => {
      const waiting = await unacknowledged();
      expect((await storedNumbers(node)).length + waiting).toBeGreaterThanOrEqual(MESSAGES);
    });
    const full = await kept(node);
    await instance.stop();
    instance = await system.instance({ DATAPIPE_REPLAY_WINDOW_MINUTES: '1440' });
    await eventually(async () => expect(await unacknowledged()).toBe(0));
    await eventually(async () =>
      expect(await storedNumbers(node)).toEqual(Array.from({ length: MESSAGES }, (_, index) => index)),
    );
    expect(await kept(node)).toBeLessThan(full);
    expect(await storedBytes()).toBeLessThan(STORE_BYTES);
  });
});
