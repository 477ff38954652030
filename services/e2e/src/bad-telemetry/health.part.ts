import { jetstream } from '@nats-io/jetstream';
import { controlFrame, partitionOf, telemetrySubject, toNodeKey } from '@unitfleet/contracts';
import { connectToNats } from '@unitfleet/messaging';
import { eventually } from '@unitfleet/testing';
import { Client } from 'pg';
import { pipeline, type Meter } from './meter';

const NODE = `query ($uuid: UUID!) { getUnitNode(uuid: $uuid) { dataPipeStatus dataPipeError isDataPipeActive } }`;

export const describeHealth = (meter: Meter): void => {
  describe('data_pipe_status and data_pipe_error', () => {
    /** A configuration as another system's database may hold it, with the frame that brings it to its partition. */
    const importConfig = async (node: string, config: string) => {
      const database = new Client({ connectionString: meter.fleet.engines.DATABASE_URL });
      await database.connect();
      const { rows } = await database.query(
        `update datapipe.nodes set config = $2, config_version = config_version + 1, version = version + 1
         where uuid = $1 returning config_version, series`,
        [node, config],
      );
      await database.query(
        `insert into datapipe.pipeline_versions (node_uuid, config_version, config, series, is_active)
         values ($1, $2, $3, $4, true)`,
        [node, rows[0].config_version, config, rows[0].series],
      );
      await database.end();
      const connection = await connectToNats(meter.fleet.engines.NATS_URL!, 'test-import');
      const frame = controlFrame({
        node: toNodeKey(node),
        configVersion: rows[0].config_version,
        series: rows[0].series,
        additionalSeries: [],
        isActive: true,
        config,
      });
      await jetstream(connection).publish(telemetrySubject(partitionOf(node)), frame);
      await connection.close();
    };

    const seen = async (status: string, error: unknown) => {
      await eventually(async () =>
        expect(await meter.node('free')).toMatchObject({ data_pipe_status: status, data_pipe_error: error }),
      );
      const { data } = await meter.graphql(NODE, { uuid: meter.nodes.free });
      expect(data.getUnitNode).toMatchObject({ dataPipeStatus: status, dataPipeError: error });
    };

    it('tell the truth: active, broken and why, mended, switched off and on', async () => {
      const node = meter.nodes.free!;
      await meter.configure({ free: pipeline('policy_type: NRecords, n_records_count: 5', 'Text') });
      await seen('Active', null);
      await importConfig(node, '{"active_period": {"type": "FromDate", "start": "never"}}');
      await seen('Error', expect.stringMatching(/cannot be read: ActivePeriod/));
      await meter.send('free', 'lost');
      await eventually(async () =>
        expect((await meter.counters(node)).dropped).toEqual({ broken_pipeline: 1 }),
      );
      await meter.configure({ free: pipeline('policy_type: NRecords, n_records_count: 5', 'Text') });
      await seen('Active', null);
      await meter.send('free', 'stored');
      await eventually(async () => expect(await meter.rows('free', 'NRecords')).toContain('stored'));
      const activate = (isActive: boolean) =>
        meter.maker.ok('PATCH', `/unit_nodes/${node}`, { json: { is_data_pipe_active: isActive } });
      await activate(false);
      await seen('Inactive', null);
      await activate(true);
      await seen('Active', null);
    });
  });
};
