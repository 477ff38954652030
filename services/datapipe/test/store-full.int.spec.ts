import { jetstreamManager } from '@nats-io/jetstream';
import { partitionOf, telemetrySubject } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { BridgeRig } from './support/bridge-rig';
import { timeWindow } from './support/documents';
import { TestSystem, type Instance } from './support/test-system';

/** The smallest that can be set. */
const STORE = { NATS_TELEMETRY_MAX_MB: '16' };
const STORE_BYTES = 16 * 1024 ** 2;
const PAYLOAD = 'x'.repeat(30_000);
/** Together half as much again as the store takes. */
const MESSAGES = 800;

describe('a telemetry store that is full', () => {
  let system: TestSystem;
  let instance: Instance;
  let bridge: BridgeRig;

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
  const storedNumbers = async (node: string) => {
    const rows = await system.stored<{ state: string }>(
      `select state from window_entry final where unit_node_uuid = '${node}'
       order by create_datetime, sequence, position`,
    );
    return rows.map(({ state }) => Number.parseInt(state, 10));
  };

  beforeAll(async () => {
    system = await TestSystem.start(STORE);
    instance = await system.instance();
    bridge = await BridgeRig.start(system.url('NATS'), STORE);
  });
  afterAll(async () => {
    await bridge?.stop();
    await system?.stop();
  });

  it('gets no acknowledgements, loses nothing, and has room again behind the oldest checkpoint', async () => {
    const node = await system.node();
    await system.pipeline(node, timeWindow(86_400, { type: 'Text' }));
    await instance.stop();
    await bridge.publish(
      [node],
      Array.from({ length: MESSAGES }, (_, index) => `${index} ${PAYLOAD}`),
    );
    instance = await system.instance({ DATAPIPE_CHECKPOINT_MS: '3600000', DATAPIPE_CLEANUP_MS: '3600000' });
    await eventually(async () => {
      const bytes = await storedBytes();
      expect(bytes).toBeGreaterThan(STORE_BYTES * 0.8);
      expect(bytes).toBeLessThanOrEqual(STORE_BYTES);
      expect(await bridge.unacknowledged()).toBeGreaterThan(MESSAGES / 5);
      expect((await storedNumbers(node)).length).toBeGreaterThan(0);
    });
    // What is acknowledged is stored, and nothing was dropped to make room.
    await eventually(async () => {
      const waiting = await bridge.unacknowledged();
      expect((await storedNumbers(node)).length + waiting).toBeGreaterThanOrEqual(MESSAGES);
    });
    const full = await kept(node);
    await instance.stop();
    instance = await system.instance({ DATAPIPE_REPLAY_WINDOW_MINUTES: '1440' });
    await eventually(async () => expect(await bridge.unacknowledged()).toBe(0));
    await eventually(async () =>
      expect(await storedNumbers(node)).toEqual(Array.from({ length: MESSAGES }, (_, index) => index)),
    );
    expect(await kept(node)).toBeLessThan(full);
    expect(await storedBytes()).toBeLessThan(STORE_BYTES);
  });
});
