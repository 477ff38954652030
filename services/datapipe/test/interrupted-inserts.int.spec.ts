import { PARTITIONS } from '@unitfleet/contracts';
import { clickHouseUrl, eventually } from '@unitfleet/testing';
import { CUTS, CuttingProxy } from './support/cutting-proxy';
import { NumberedLoad } from './support/numbered-load';
import { seededRandom } from './support/seeded-random';
import { TestSystem } from './support/test-system';

/** Inserts to interrupt; the long form raises it. */
const INTERRUPTIONS = Number(process.env.FAULT_INTERRUPTED_INSERTS ?? 150);
const SEED = Number(process.env.FAULT_SEED ?? 20_251_121);
const CHANCE = 0.5;
/** Of the same rows: pauses grow with each, to seconds in which nothing else of an instance could be interrupted. */
const MOST_IN_A_ROW = 3;
/** Each inserts by itself: a pause after an interruption of one does not hold up the others. */
const INSTANCES = 4;

describe(`${INTERRUPTIONS} interrupted inserts (FAULT_SEED=${SEED})`, () => {
  const random = seededRandom(SEED);
  let proxy: CuttingProxy;
  let system: TestSystem;

  beforeAll(async () => {
    proxy = await CuttingProxy.to(clickHouseUrl(), random);
    system = await TestSystem.start({ DATAPIPE_INSERT_INTERVAL_MS: '5' });
  });
  afterAll(async () => {
    await system?.stop();
    await proxy?.close();
  });

  it(
    'leave every row accounted for, wherever they were cut off',
    async () => {
      const instances = await Promise.all(
        Array.from({ length: INSTANCES }, () => system.instance({ CLICKHOUSE_URL: proxy.url })),
      );
      await eventually(() => {
        const shares = instances.map(({ fleet }) => fleet.workers.size);
        expect(shares.reduce((sum, share) => sum + share)).toBe(PARTITIONS);
        expect(Math.min(...shares)).toBeGreaterThan(0);
      });
      // The stream's time stays within the day that rows are kept, however many numbers a slow machine needs.
      const load = await NumberedLoad.prepare(system, { stepMs: 100 });
      proxy.choose = (cutBefore) =>
        cutBefore < MOST_IN_A_ROW && random() < CHANCE ? CUTS[Math.floor(random() * CUTS.length)]! : null;
      await load.publishUntil(() => proxy.total >= INTERRUPTIONS, { perFrame: 10, pauseMs: 10 });
      proxy.choose = () => null;
      await load.expectExact(60_000 + INTERRUPTIONS * 20);
      for (const cut of CUTS) expect(proxy.cuts[cut]).toBeGreaterThan(INTERRUPTIONS / 10);
      process.stderr.write(
        `${load.last} numbers, ${proxy.whole} inserts passed, ${JSON.stringify(proxy.cuts)}\n`,
      );
    },
    300_000 + INTERRUPTIONS * 500,
  );
});
