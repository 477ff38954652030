import { jetstreamManager } from '@nats-io/jetstream';
import { getNodeValues, partitionOf, PARTITIONS, telemetrySubject } from '@unitfleet/contracts';
import { reconcileStreams } from '@unitfleet/messaging';
import { clickHouseUrl, eventually } from '@unitfleet/testing';
import { aggregation, lastValue, nRecords } from './support/documents';
import { TestSystem, type Instance } from './support/test-system';
import { UnreliableProxy } from './support/unreliable-proxy';

const MINUTE_MS = 60_000;

describe('when engines fail', () => {
  let proxy: UnreliableProxy;
  let system: TestSystem;
  let instance: Instance;

  const send = (node: string, from: number, to: number, timeMs = Date.now()) =>
    system.telemetry.publish(
      Array.from({ length: to - from + 1 }, (_, index) => ({ node, timeMs, payload: String(from + index) })),
    );
  const stored = async (node: string) => {
    const rows = await system.stored<{ state: string }>(
      `select state from n_last_entry final where unit_node_uuid = '${node}' order by create_datetime, sequence, position`,
    );
    return rows.map((row) => Number(row.state));
  };
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  beforeAll(async () => {
    proxy = await UnreliableProxy.to(clickHouseUrl());
    system = await TestSystem.start();
    instance = await system.instance({ CLICKHOUSE_URL: proxy.url });
    await eventually(() => expect(instance.fleet.workers.size).toBe(PARTITIONS));
  });
  afterAll(async () => {
    await system.stop();
    await proxy.close();
  });

  it('keeps everything for a telemetry store that is away, and moves no checkpoint past it', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(1024));
    const sequence = () =>
      system.count('select sequence from partitions where partition = $1', [partitionOf(node)]);
    proxy.mode = 'down';
    const failures = proxy.failures;
    await send(node, 1, 50);
    await eventually(() => expect(proxy.failures).toBeGreaterThan(failures + 1));
    const before = await sequence();
    const worker = instance.fleet.workers.get(partitionOf(node))!;
    expect(worker.opened!.engine.position.sequence).toBeGreaterThan(before);
    await send(node, 51, 100);
    expect(await sequence()).toBe(before);
    proxy.mode = 'up';
    await eventually(async () => expect(await stored(node)).toEqual(upTo(100)));
    await eventually(async () => expect(await sequence()).toBe(worker.opened!.engine.position.sequence));
  });

  it('writes again what may have been written, to no effect', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(1024));
    proxy.mode = 'mute';
    const failures = proxy.failures;
    await send(node, 1, 20);
    await eventually(() => expect(proxy.failures).toBeGreaterThan(failures + 1));
    proxy.mode = 'up';
    await eventually(() => expect(instance.fleet.workers.size).toBe(PARTITIONS));
    await send(node, 21, 30);
    await eventually(async () => expect(await stored(node)).toEqual(upTo(30)));
  });

  it('counts bytes that are no frame, and goes on behind them', async () => {
    const node = await system.node();
    await system.pipeline(node, lastValue({ type: 'Text' }));
    const partition = partitionOf(node);
    await system.telemetry.publishBytes(partition, Buffer.from('{}'));
    await system.telemetry.publishBytes(partition, Buffer.alloc(0));
    await system.telemetry.publish([{ node, timeMs: Date.now(), payload: 'behind' }]);
    await eventually(async () => {
      const { values } = await system.ask(getNodeValues, { nodeUuids: [node] });
      expect(values[0]!.state).toBe('behind');
    });
    expect(instance.fleet.workers.get(partition)!.opened!.engine.counters.unstored.bad_frame).toBe(2);
  });

  it('goes on where it was when the stream’s server was killed', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(1024));
    await send(node, 1, 20);
    await system.killNats();
    await send(node, 21, 40);
    await eventually(async () => expect(await stored(node)).toEqual(upTo(40)));
  });

  it('takes its partitions again when the database has lost its connections', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(1024));
    for (let round = 0; round < 3; round += 1) {
      await system.postgres.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name like 'datapipe%'`,
      );
      await send(node, round * 10 + 1, round * 10 + 10);
    }
    await eventually(async () => expect(await stored(node)).toEqual(upTo(30)));
    await eventually(() => expect(instance.fleet.workers.size).toBe(PARTITIONS));
  });

  it('trims the stream behind the checkpoints', async () => {
    await instance.stop();
    instance = await system.instance({ DATAPIPE_REPLAY_WINDOW_MINUTES: '0' });
    const node = await system.node();
    const { streams } = await jetstreamManager(instance.connection);
    const kept = async () => {
      const { state } = await streams.info('TELEMETRY', { subjects_filter: 'telemetry.*' });
      return state.subjects?.[telemetrySubject(partitionOf(node))] ?? 0;
    };
    await send(node, 1, 3);
    await eventually(async () => expect(await kept()).toBe(0));
    await instance.stop();
    instance = await system.instance();
  });

  it('notices a stream that was made anew, and goes on with the pipelines as they are', async () => {
    const [node, summing] = [await system.node(), await system.node()];
    await system.pipeline(node, nRecords(1024));
    await system.pipeline(summing, aggregation('Sum', 60));
    const start = Math.floor(Date.now() / MINUTE_MS + 5) * MINUTE_MS;
    await send(node, 1, 3, start);
    await send(summing, 1, 3, start);
    const position = () => instance.fleet.workers.get(partitionOf(summing))?.opened?.engine.position;
    await eventually(async () => {
      expect(position()?.timeMs).toBeGreaterThanOrEqual(start);
      expect(
        await system.count('select sequence from partitions where partition = $1', [partitionOf(summing)]),
      ).toBe(position()?.sequence);
    });
    const { streams } = await jetstreamManager(instance.connection);
    await streams.delete('TELEMETRY');
    await reconcileStreams(instance.connection);
    await send(node, 4, 5, start + 1);
    await send(summing, 4, 5, start + 1);
    await eventually(async () => expect(await stored(node)).toEqual(upTo(5)));
    await system.telemetry.tick(start + MINUTE_MS);
    await eventually(async () =>
      expect(await system.stored('select state from aggregation_entry final')).toEqual([{ state: 15 }]),
    );
  });
});
