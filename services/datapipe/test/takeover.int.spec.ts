import { once } from 'node:events';
import { getNodeValues, partitionOf, PARTITIONS } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { aggregation, lastValue, nRecords } from './support/documents';
import { START, TestSystem, type Instance } from './support/test-system';
import type { TelemetryMessage } from './support/telemetry-publisher';

const MINUTE_MS = 60_000;
const NODES = 8;

/** Every number once: what was stored, and how often. */
interface Row {
  state: string;
  copies: string;
}

describe('partitions change hands', () => {
  let system: TestSystem;
  let nodes: string[];
  let summing: string;
  let valued: string;
  let next = 0;
  /** Messages that a test has sent; a window is as long as the whole test. */
  const windowStart = Math.floor(Date.now() / MINUTE_MS + 5) * MINUTE_MS;

  const publish = async (frames: number, perFrame = 20): Promise<void> => {
    for (let frame = 0; frame < frames; frame += 1) {
      const messages = Array.from({ length: perFrame }, (): TelemetryMessage[] => {
        next += 1;
        const [timeMs, payload] = [windowStart + Math.trunc(next / 10), String(next)];
        const node = nodes[next % nodes.length]!;
        return [node, summing, valued].map((uuid) => ({ node: uuid, timeMs, payload }));
      });
      await system.telemetry.publish(messages.flat());
    }
  };

  const expectExactlyOnce = async (): Promise<void> => {
    await eventually(async () => {
      const [row] = await system.stored<{ rows: string; distinct: string; largest: string }>(
        `select count() as rows, uniqExact(toUInt64(state)) as distinct, max(toUInt64(state)) as largest
         from n_last_entry final`,
      );
      const expected = { rows: next, distinct: next, largest: next };
      expect({
        rows: Number(row!.rows),
        distinct: Number(row!.distinct),
        largest: Number(row!.largest),
      }).toEqual(expected);
    });
    await eventually(async () => {
      const { values } = await system.ask(getNodeValues, { nodeUuids: [valued] });
      expect(values[0]!.state).toBe(String(next));
    });
  };

  const owned = (instance: Instance): number[] => [...instance.fleet.workers.keys()];

  const shared = (...shares: [Instance, number][]) =>
    eventually(() =>
      expect(shares.map(([instance]) => owned(instance).length)).toEqual(shares.map(([, n]) => n)),
    );

  beforeAll(async () => {
    system = await TestSystem.start({ DATAPIPE_LEASE_MS: '2000' });
    const first = await system.instance();
    nodes = await Promise.all(Array.from({ length: NODES }, () => system.node()));
    summing = await system.node();
    valued = await system.node();
    for (const node of nodes) await system.pipeline(node, nRecords(1024));
    await system.pipeline(summing, aggregation('Sum', 60));
    await system.pipeline(valued, lastValue());
    await first.stop();
  });
  afterAll(() => system.stop());

  it('goes 1 -> 2 -> 1 under load', async () => {
    const first = await system.instance();
    await shared([first, PARTITIONS]);
    const load = (async () => {
      for (let round = 0; round < 40; round += 1) await publish(5);
    })();
    const second = await system.instance();
    await shared([first, PARTITIONS / 2], [second, PARTITIONS / 2]);
    expect(new Set([...owned(first), ...owned(second)]).size).toBe(PARTITIONS);
    await first.stop();
    await shared([second, PARTITIONS]);
    await load;
    await expectExactlyOnce();
    await second.stop();
  });

  it('survives kill -9 of the owner', async () => {
    const killed = system.process();
    await eventually(
      async () =>
        expect(await system.count('select count(*) from partitions where owner is not null')).toBe(
          PARTITIONS,
        ),
      START,
    );
    await publish(20);
    const before = next;
    await eventually(async () => {
      const [row] = await system.stored<{ largest: string }>(
        'select max(toUInt64(state)) as largest from n_last_entry',
      );
      expect(Number(row!.largest)).toBeGreaterThan(before - 50);
    });
    const exited = once(killed, 'exit');
    const load = publish(20);
    killed.kill('SIGKILL');
    await Promise.all([load, exited]);
    const heir = await system.instance();
    await expectExactlyOnce();
    await heir.stop();
  });

  it('refuses the checkpoint of an owner that was replaced, and stores the same rows twice in no effect', async () => {
    const instance = await system.instance();
    await shared([instance, PARTITIONS]);
    const partition = partitionOf(nodes[0]!);
    const worker = instance.fleet.workers.get(partition)!;
    // Another owner takes it from the same checkpoint; this one still believes that it is its own and goes on.
    const { rows: taken } = await system.postgres.query(
      `update partitions set owner = 'other', epoch = epoch + 1, expires_at = now() + interval '1 hour'
       where partition = $1 returning owner, sequence`,
      [partition],
    );
    await publish(10);
    await eventually(() => expect(instance.fleet.workers.get(partition)).not.toBe(worker));
    const { rows } = await system.postgres.query(
      'select owner, sequence from partitions where partition = $1',
      [partition],
    );
    expect(rows).toEqual(taken);
    await system.postgres.query('update partitions set expires_at = now() where partition = $1', [partition]);
    await shared([instance, PARTITIONS]);
    await expectExactlyOnce();
    await instance.stop();
  });

  it('goes on after its leases were prolonged too late', async () => {
    const instance = await system.instance();
    await shared([instance, PARTITIONS]);
    const workers = [...instance.fleet.workers.values()];
    const stall = await system.postgres.connect();
    try {
      await stall.query('begin');
      await stall.query('lock table instances');
      await eventually(() => expect(workers.some(({ isHeld }) => isHeld)).toBe(false));
      await system.telemetry.tick(windowStart);
      await Promise.all(workers.map(({ ended }) => ended));
    } finally {
      await stall.query('commit');
      stall.release();
    }
    await publish(10);
    await expectExactlyOnce();
    await instance.stop();
  });

  it('closes the window with the exact sum of everything, once', async () => {
    const instance = await system.instance();
    await system.telemetry.tick(windowStart + MINUTE_MS);
    await eventually(async () => {
      const rows = await system.stored<{ state: number }>('select state from aggregation_entry final');
      expect(rows).toEqual([{ state: (next * (next + 1)) / 2 }]);
    });
    await instance.stop();
  });

  it('keeps no copy of a row beside it', async () => {
    const rows = await system.stored<Row>(
      `select state, count() as copies from n_last_entry final group by state having copies > 1`,
    );
    expect(rows).toEqual([]);
  });
});
