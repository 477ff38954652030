import { toNodeKey } from '@unitfleet/contracts';
import { TopicRouter } from './topic-router';

const UUID = '2d98b4ba-c935-4379-8e1a-520e76018c17';
const router = new TopicRouter('example.com:8080');

describe('TopicRouter', () => {
  it.each([
    [
      `example.com:8080/${UUID}/pepeunit`,
      { kind: 'telemetry', node: toNodeKey(UUID), partition: 0x2d98b4ba % 16 },
    ],
    [
      `example.com:8080/output_base_topic/${UUID}/state/pepeunit`,
      { kind: 'state', unitUuid: UUID, partition: 0x2d98b4ba % 16 },
    ],
    [
      `example.com:8080/output_base_topic/${UUID}/log/pepeunit`,
      { kind: 'log', unitUuid: UUID, partition: 0x2d98b4ba % 16 },
    ],
    [`example.com:8080/output_base_topic/${UUID}/other/pepeunit`, { kind: 'ignored' }],
    [`example.com:8080/input_base_topic/${UUID}/state/pepeunit`, { kind: 'ignored' }],
    [`example.com:8080/${UUID}`, { kind: 'ignored' }],
    [`example.com:8080/${UUID.toUpperCase()}/pepeunit`, { kind: 'ignored' }],
    [`elsewhere/${UUID}/pepeunit`, { kind: 'ignored' }],
    ['', { kind: 'ignored' }],
  ])('sends %s where it belongs', (topic, route) => {
    expect(router.route(topic)).toMatchObject(route);
    expect(router.route(topic)).toMatchObject(route);
  });
});
