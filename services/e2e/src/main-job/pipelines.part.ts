import { eventually } from '@unitfleet/testing';
import { type Story } from './story';

const pipeline = (policy: string, type = 'Number') => `
active_period: {type: Permanent}
filters: {type_input_value: ${type}, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: ${policy}
`;

export const describePipelines = (story: Story): void => {
  describe('7. pipelines', () => {
    const setPipeline = (node: string, document: string) =>
      story.maker.call('POST', '/unit_nodes/set_data_pipe_config', {
        query: { uuid: node },
        file: { field: 'data', content: document, name: 'pipe.yml' },
      });

    /** Resolves when the newest configuration is at work: what comes before is treated by the one before it. */
    const running = (node: string) =>
      eventually(async () => {
        const counters = await story.maker.ok('GET', `/unit_nodes/get_data_pipe_counters/${node}`);
        return counters.since !== null;
      });

    const readData = (node: string, type: string) =>
      story.maker.ok('GET', '/unit_nodes/get_data_pipe_data/', {
        query: { uuid: node, type, order_by_create_date: 'asc' },
      });

    it('of every policy store what the device sends', async () => {
      const nodes = await story.nodesOf(story.sensor);
      const uuidOf = (name: string) => nodes[`${name}/pepeunit`]!;
      const documents: Record<string, string> = {
        temperature: pipeline('{policy_type: LastValue}'),
        records: pipeline('{policy_type: NRecords, n_records_count: 3}'),
        window: pipeline('{policy_type: TimeWindow, time_window_size: 86400}', 'Text'),
        average: pipeline('{policy_type: Aggregation, time_window_size: 60, aggregation_functions: Avg}'),
      };
      for (const [name, document] of Object.entries(documents)) {
        const answer = await setPipeline(uuidOf(name), document);
        expect([name, answer.status, answer.text]).toEqual([name, 204, '']);
      }
      for (const name of Object.keys(documents)) await running(uuidOf(name));
      const device = await story.connect(await story.tokenOf(story.sensor), 'pipelines');
      for (const name of Object.keys(documents)) {
        for (const value of ['1', '2', '3', '4', '5.5']) {
          await device.publishAsync(`${story.fleet.domain}/${uuidOf(name)}/pepeunit`, value, { qos: 1 });
        }
      }
      await eventually(async () => {
        const node = await story.maker.ok('GET', `/unit_nodes/${uuidOf('temperature')}`);
        expect(node).toMatchObject({ state: '5.5', is_data_pipe_active: true, data_pipe_status: 'Active' });
        const records = await readData(uuidOf('records'), 'NRecords');
        expect(records.pipe_data.map((row: { state: string }) => row.state)).toEqual(['3', '4', '5.5']);
        const window = await readData(uuidOf('window'), 'TimeWindow');
        expect(window).toMatchObject({
          count: 5,
          pipe_data: [{ state: '1', state_type: 'Text', size: 1 }, {}, {}, {}, {}],
        });
      });
      await story.fleet.advanceClock(61_000);
      await eventually(async () => {
        const { pipe_data } = await readData(uuidOf('average'), 'Aggregation');
        const total = pipe_data.reduce((sum: number, row: { state: number }) => sum + row.state, 0);
        expect(pipe_data.length).toBeGreaterThanOrEqual(1);
        if (pipe_data.length === 1) expect(total).toBeCloseTo(3.1, 12);
        expect(pipe_data[0]).toMatchObject({ aggregation_type: 'Avg', time_window_size: 60 });
      });
      await device.endAsync();
    });

    it('are refused when they are wrong', async () => {
      const nodes = await story.nodesOf(story.sensor);
      for (const document of ['filters: [', '- 1', '', 'active_period: {type: Never}']) {
        const answer = await setPipeline(nodes['window/pepeunit']!, document);
        expect([answer.status, answer.body.detail]).toEqual([422, expect.stringMatching(/^422: 8: /)]);
      }
    });
  });
};
