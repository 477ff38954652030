import { deviceRules } from './device-rules';

const UNIT = '11111111-1111-4111-8111-111111111111';
const INPUT = '33333333-3333-4333-8333-333333333333';
const OUTPUT = '44444444-4444-4444-8444-444444444444';

describe('deviceRules', () => {
  it('publishes to own outputs, subscribes to own nodes, leaves base inputs out', () => {
    const rules = deviceRules({
      domain: 'x.org',
      unitUuid: UNIT,
      outputBaseTopics: ['state/pepeunit', 'mine/pepeunit'],
      nodes: [
        { uuid: INPUT, type: 'Input', topicName: 'in/pepeunit' },
        { uuid: OUTPUT, type: 'Output', topicName: 'out' },
      ],
    });
    expect(rules).toEqual([
      {
        action: 'publish',
        topics: [
          `x.org/${OUTPUT}`,
          `x.org/output_base_topic/${UNIT}/state/pepeunit`,
          `x.org/output_base_topic/${UNIT}/log/pepeunit`,
          `x.org/output_base_topic/${UNIT}/mine/pepeunit`,
        ],
      },
      {
        action: 'subscribe',
        topics: [`x.org/${INPUT}/pepeunit`, `x.org/${OUTPUT}`],
      },
    ]);
  });
});
