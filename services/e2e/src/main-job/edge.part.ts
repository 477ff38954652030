import { type Story } from './story';

export const describeEdge = (story: Story): void => {
  describe('6. an edge', () => {
    it('delivers the sensor’s values to the fan in the order sent', async () => {
      const [from, to] = [await story.nodesOf(story.sensor), await story.nodesOf(story.fan)];
      const edge = {
        node_output_uuid: from['temperature/pepeunit'],
        node_input_uuid: to['temperature/pepeunit'],
      };
      const created = await story.maker.call('POST', '/unit_nodes/create_unit_node_edge', { json: edge });
      expect([created.status, created.body]).toEqual([201, expect.objectContaining(edge)]);
      const schema = await story.maker.ok('GET', `/units/get_current_schema/${story.fan}`);
      const topics: string[] = schema.input_topic['temperature/pepeunit'];
      expect(topics).toEqual([
        `${story.fleet.domain}/${to['temperature/pepeunit']}/pepeunit`,
        `${story.fleet.domain}/${from['temperature/pepeunit']}/pepeunit`,
      ]);

      const [sender, receiver] = await Promise.all([
        story.connect(await story.tokenOf(story.sensor), 'edge-sensor'),
        story.connect(await story.tokenOf(story.fan), 'edge-fan'),
      ]);
      const received: string[] = [];
      const values = Array.from({ length: 200 }, (_, index) => String(20 + index / 10));
      const complete = new Promise<void>((resolve) => {
        receiver.on('message', (_topic, payload) => {
          received.push(payload.toString());
          if (received.length === values.length) resolve();
        });
      });
      for (const topic of topics) await receiver.subscribeAsync(topic, { qos: 1 });
      for (const value of values) sender.publish(topics[1]!, value, { qos: 1 });
      await complete;
      expect(received).toEqual(values);
      await Promise.all([sender.endAsync(), receiver.endAsync()]);
    });
  });
};
