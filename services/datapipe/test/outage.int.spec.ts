import { setTimeout as sleep } from 'node:timers/promises';
import { PARTITIONS } from '@unitfleet/contracts';
import { clickHouseUrl, eventually } from '@unitfleet/testing';
import type { DatapipeProcess } from './support/datapipe-process';
import { NumberedLoad } from './support/numbered-load';
import { SeveredLine } from './support/severed-line';
import { TestSystem } from './support/test-system';

/** How long an engine stays away; the long form raises it. */
const OUTAGE_S = Number(process.env.FAULT_OUTAGE_SECONDS ?? 6);
/** Up to 4,000 numbers a second. */
const PACE = { perFrame: 200, pauseMs: 50 };
/** Numbers with their padding; a third of that fills all buffers. */
const MORE_THAN_FITS = 120_000;
/** So often nothing may have moved before it counts as standing still. */
const LOOKS = 10;
const LOOK_MS = 200;
/** What piled up has to be stored as well. */
const LIMIT_MS = 180_000 + OUTAGE_S * 4_000;
const MEGABYTE = 1024 ** 2;
/** Large enough that what piles up would be seen, were it in memory. */
const PADDING = ` ${'x'.repeat(1_000)}`;
/** What a process may take more at the end of an outage than in its middle, when its buffers are full. */
const TOLERATED_BYTES = 48 * MEGABYTE;
/** Lines of an outage: some when it begins, and now and then one of each thing that does not work. */
const linesOf = (seconds: number) => 80 + 2 * seconds;

describe(`an engine is away for ${OUTAGE_S} s under load`, () => {
  let system: TestSystem;
  let datapipe: DatapipeProcess;
  let lines: Record<'clickhouse' | 'postgres', SeveredLine>;
  let load: NumberedLoad;

  const memory = async () =>
    (await datapipe.metric('nodejs_heap_size_used_bytes')) +
    (await datapipe.metric('nodejs_external_memory_bytes'));

  /** Publishes until the datapipe takes no more, because what it cannot store fills its buffers. */
  const publishUntilFull = async () => {
    for (let [position, looks] = [-1, 0]; load.last < MORE_THAN_FITS;) {
      await load.publish(2_000, 200);
      await sleep(LOOK_MS);
      const now = await datapipe.metric('datapipe_partition_sequence');
      const isBehind = (await datapipe.metric('datapipe_partition_lag_frames')) > 0;
      looks = isBehind && now === position ? looks + 1 : 0;
      if (looks === LOOKS) return now;
      position = now;
    }
    throw new Error('a datapipe that cannot store takes more and more');
  };

  const start = (more: Record<string, string> = {}) =>
    system.daemon({ CLICKHOUSE_URL: lines.clickhouse.url, DATABASE_URL: lines.postgres.url, ...more });

  beforeAll(async () => {
    system = await TestSystem.start({
      DATAPIPE_CLEANUP_MS: '1000',
      DATAPIPE_CHECKPOINT_MS: '500',
      // However long the machine stands still, nothing lets go of what the first test watches.
      DATAPIPE_LEASE_MS: '60000',
    });
    lines = {
      clickhouse: await SeveredLine.to(clickHouseUrl()),
      postgres: await SeveredLine.to(system.url('DATABASE')),
    };
    datapipe = await start();
    load = await NumberedLoad.prepare(system, { stepMs: 2, padding: PADDING });
  });
  afterAll(async () => {
    await system?.stop();
    await Promise.all(Object.values(lines ?? {}).map((line) => line.close()));
  });

  it(
    'ClickHouse: the stream keeps what does not fit, and everything is stored once afterwards',
    async () => {
      await load.publish(1_000);
      const [begun, logged] = [Date.now(), datapipe.log.length];
      lines.clickhouse.cut();
      const full = await publishUntilFull();
      const before = await memory();
      expect(await datapipe.failures()).toEqual(['clickhouse']);
      await load.publishUntil(() => Date.now() - begun > OUTAGE_S * 1_000, PACE);
      await load.publish(20_000, 200);
      const after = await memory();
      expect(after - before).toBeLessThan(TOLERATED_BYTES);
      expect(await datapipe.metric('datapipe_partition_sequence')).toBe(full);
      const [complaints, seconds] = [datapipe.complaintsSince(logged), (Date.now() - begun) / 1_000];
      lines.clickhouse.mend();
      await load.expectExact(LIMIT_MS / 2);
      expect(await datapipe.isReady()).toBe(true);
      process.stderr.write(
        `ClickHouse away for ${seconds} s: ${complaints.length} lines, ${load.last} numbers, ` +
          `${Math.round(before / MEGABYTE)} -> ${Math.round(after / MEGABYTE)} MB\n`,
      );
      expect(complaints.length).toBeLessThan(linesOf(OUTAGE_S));
    },
    LIMIT_MS,
  );

  it(
    'PostgreSQL: partitions are let go and taken again, and everything is stored once',
    async () => {
      lines.clickhouse.mend();
      await datapipe.stop();
      // Shorter than the outage, so that leases run out.
      datapipe = await start({ DATAPIPE_LEASE_MS: '3000' });
      const [begun, logged] = [Date.now(), datapipe.log.length];
      lines.postgres.cut();
      await load.publish(2_000);
      await eventually(async () => expect(await datapipe.failures()).toEqual(['postgres']));
      await load.publishUntil(() => Date.now() - begun > OUTAGE_S * 1_000, PACE);
      const [complaints, seconds] = [datapipe.complaintsSince(logged), (Date.now() - begun) / 1_000];
      lines.postgres.mend();
      await load.publish(1_000);
      await load.expectExact(LIMIT_MS / 2);
      await eventually(async () => {
        expect(await datapipe.isReady()).toBe(true);
        expect(
          await system.count('select count(*) from partitions where expires_at > clock_timestamp()'),
        ).toBe(PARTITIONS);
      });
      process.stderr.write(`PostgreSQL away for ${seconds} s: ${complaints.length} lines\n`);
      expect(complaints.length).toBeLessThan(linesOf(OUTAGE_S));
    },
    LIMIT_MS,
  );
});
