import { PARTITIONS } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import type { DatapipeProcess } from './support/datapipe-process';
import { NumberedLoad } from './support/numbered-load';
import { TestSystem } from './support/test-system';

/** How often instances come and go; the long form raises it. */
const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1);
const PACE = { perFrame: 50, pauseMs: 10 };

describe('instances come and go under load', () => {
  let system: TestSystem;
  let first: DatapipeProcess;
  let load: NumberedLoad;

  /** Partitions of each living instance, the smallest share first. */
  const shares = async (): Promise<number[]> => {
    const { rows } = await system.postgres.query(
      `select count(*)::int as share from partitions where expires_at > clock_timestamp() group by owner order by share`,
    );
    return rows.map(({ share }) => share);
  };
  /** A share that is there and has got to work. */
  const shared = (...expected: number[]) =>
    eventually(async () => expect(await shares()).toEqual(expected), { timeoutMs: 100_000 });
  const working = (datapipe: DatapipeProcess) =>
    eventually(async () => expect(await datapipe.metric('datapipe_messages_total')).toBeGreaterThan(0));

  beforeAll(async () => {
    system = await TestSystem.start();
    first = await system.daemon();
    load = await NumberedLoad.prepare(system, { stepMs: 50 });
  });
  afterAll(() => system?.stop());

  it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
    'from one to three to one, of whom one leaves and one is killed (round %i)',
    async () => {
      await load.during(async () => {
        await shared(PARTITIONS);
        const brief = { DATAPIPE_LEASE_MS: '2000' };
        const [leaving, dying] = await Promise.all([system.daemon(brief), system.daemon(brief)]);
        await shared(5, 5, 6);
        await Promise.all([working(leaving), working(dying)]);
        await Promise.all([leaving.stop(), dying.kill()]);
        await shared(PARTITIONS);
      }, PACE);
      await load.expectExact();
      process.stderr.write(`${load.last} numbers\n`);
    },
    400_000,
  );

  it('tells of each partition how far behind it is, what it does and what it holds', async () => {
    const before = await first.metric('datapipe_messages_total');
    await load.publish(500);
    await load.expectExact();
    expect(await first.metric('datapipe_messages_total')).toBe(before + 500 * load.copies);
    expect(await first.metric('datapipe_partition_lag_frames')).toBe(0);
    const nodes = await first.metric('datapipe_partition_nodes');
    expect(nodes).toBe(await system.count('select count(*) from nodes'));
    const bytes = await first.metric('datapipe_partition_state_bytes');
    expect(bytes / nodes).toBeGreaterThan(100);
    expect(bytes / nodes).toBeLessThan(1_000);
    for (const name of ['lag_frames', 'nodes', 'sequence', 'state_bytes'])
      expect(await first.series(`datapipe_partition_${name}`)).toBe(PARTITIONS);
    expect(await first.series('datapipe_messages_total')).toBe(PARTITIONS);
  });
});
