import { clickHouseUrl, eventually } from '@unitfleet/testing';
import { timeWindow } from './support/documents';
import { CUTS, CuttingProxy } from './support/cutting-proxy';
import { seededRandom } from './support/seeded-random';
import { TestSystem } from './support/test-system';

const FRAMES = 60;
const PER_FRAME = 100;
const NODES = 4;
/** Of the messages, and of the inserts. */
const [BAD, CUT] = [0.002, 0.2];

describe('rows that the telemetry store refuses, under load and over an unreliable line', () => {
  const seed = Number(process.env.FAULT_SEED ?? 20_251_121);
  const random = seededRandom(seed);
  /** Apart from the cuts, of which there are as many as time makes. */
  const randomBad = seededRandom(seed + 1);
  let proxy: CuttingProxy;
  let system: TestSystem;

  beforeAll(async () => {
    proxy = await CuttingProxy.to(clickHouseUrl(), random);
    system = await TestSystem.start({ DATAPIPE_INSERT_INTERVAL_MS: '50' });
    await system.instance({ CLICKHOUSE_URL: proxy.url });
    await system.alter(`ALTER TABLE window_entry ADD CONSTRAINT no_bad CHECK NOT startsWith(state, 'bad')`);
  });
  afterAll(async () => {
    await system?.stop();
    await proxy?.close();
  });

  it('are set aside once each, and every neighbour is stored once', async () => {
    const nodes = await Promise.all(Array.from({ length: NODES }, () => system.node()));
    for (const node of nodes) await system.pipeline(node, timeWindow(86_400, { type: 'Text' }));
    proxy.choose = () => (random() < CUT ? CUTS[Math.floor(random() * CUTS.length)]! : null);
    const expected = { good: new Map<string, string[]>(), bad: [] as string[] };
    for (let frame = 0; frame < FRAMES; frame += 1) {
      const messages = Array.from({ length: PER_FRAME }, (_, index) => {
        const number = frame * PER_FRAME + index;
        const node = nodes[number % NODES]!;
        const isBad = randomBad() < BAD;
        if (isBad) expected.bad.push(`${node} bad ${number}`);
        else expected.good.set(node, [...(expected.good.get(node) ?? []), `good ${number}`]);
        return { node, timeMs: Date.now(), payload: `${isBad ? 'bad' : 'good'} ${number}` };
      });
      await system.telemetry.publish(messages);
    }
    expect(expected.bad.length).toBeGreaterThan(2);
    for (const node of nodes)
      await eventually(async () => {
        const rows = await system.stored<{ state: string }>(
          `select state from window_entry final where unit_node_uuid = '${node}'
           order by create_datetime, sequence, position`,
        );
        expect(rows.map(({ state }) => state)).toEqual(expected.good.get(node));
      });
    await eventually(async () => {
      const { rows } = await system.postgres.query<{ node: string; bytes: Buffer }>(
        'select node_uuid as node, bytes from refused_rows',
      );
      const refused = rows.map(
        ({ node, bytes }) => `${node} ${/bad \d+/.exec(bytes.toString('latin1'))?.[0]}`,
      );
      expect(refused.sort()).toEqual(expected.bad.sort());
    });
    expect(proxy.total).toBeGreaterThan(0);
  });
});
