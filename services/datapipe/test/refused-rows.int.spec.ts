import { partitionOf } from '@unitfleet/contracts';
import { METRICS, type Registry } from '@unitfleet/observability';
import { eventually } from '@unitfleet/testing';
import { nRecords, timeWindow } from './support/documents';
import { Files } from './support/files';
import { TestSystem, type Instance } from './support/test-system';

describe('rows that the telemetry store refuses', () => {
  let system: TestSystem;
  let instance: Instance;

  beforeAll(async () => {
    system = await TestSystem.start({ DATAPIPE_INSERT_INTERVAL_MS: '200' });
    instance = await system.instance();
  });
  afterAll(() => system.stop());

  const stored = async (table: string, node: string) => {
    const rows = await system.stored<{ state: string }>(
      `select state from ${table} final where unit_node_uuid = '${node}' order by sequence, position`,
    );
    return rows.map(({ state }) => state);
  };

  it.each([
    ['n_last_entry', nRecords(1_000, { type: 'Text' })],
    ['window_entry', timeWindow(3_600, { type: 'Text' })],
  ])('are set aside with their place, their neighbours are stored: %s', async (table, document) => {
    await system.alter(`ALTER TABLE ${table} ADD CONSTRAINT no_bad CHECK NOT startsWith(state, 'bad')`);
    const node = await system.node();
    await system.pipeline(node, document);
    const payloads = Array.from({ length: 100 }, (_, index) =>
      [0, 41, 42, 99].includes(index) ? `bad ${index}` : `good ${index}`,
    );
    await system.telemetry.publish(payloads.map((payload) => ({ node, timeMs: Date.now(), payload })));
    const good = payloads.filter((payload) => payload.startsWith('good'));
    await eventually(async () => expect(await stored(table, node)).toEqual(good));
    await eventually(async () => {
      const { rows } = await system.postgres.query(
        `select table_name, partition, position::int, error, sequence::int > 0 as "hasSequence"
         from refused_rows where node_uuid = $1 order by position`,
        [node],
      );
      expect(rows).toEqual(
        [0, 41, 42, 99].map((position) => ({
          table_name: table,
          partition: partitionOf(node),
          position,
          error: expect.stringContaining('no_bad'),
          hasSequence: true,
        })),
      );
    });
    const metrics = instance.app.get<Registry>(METRICS, { strict: false });
    await eventually(async () => {
      const counted = new RegExp(`datapipe_rows_refused_total\\{[^}]*sink="${table}"[^}]*\\} (\\d+)`);
      // A batch that is tried again is refused again.
      expect(Number(counted.exec(await metrics.metrics())?.[1])).toBeGreaterThanOrEqual(4);
    });
    const sequence = () =>
      system.count('select sequence from partitions where partition = $1', [partitionOf(node)]);
    const worker = instance.fleet.workers.get(partitionOf(node))!;
    await eventually(async () => expect(await sequence()).toBe(worker.opened!.engine.position.sequence));
  });

  it('end an import, which leaves the data as they are', async () => {
    await system.alter(`ALTER TABLE n_last_entry ADD CONSTRAINT no_worse CHECK state != 'worse'`);
    const node = await system.node();
    await system.pipeline(node, nRecords(10, { type: 'Text' }));
    const files = new Files(system);
    const file = (state: string) => `state,create_datetime\n${state},2025-09-10 08:27:01\n`;
    await files.import(node, file('kept'));
    await expect(files.import(node, file('worse'))).rejects.toMatchObject({ errorCode: 'DataPipe' });
    expect((await files.export(node))[1]).toContain(',kept,');
  });
});
