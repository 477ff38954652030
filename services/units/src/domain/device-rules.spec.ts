import { deviceRules, isOwnBaseTopic } from './device-rules';

const UNIT = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const INPUT = '33333333-3333-4333-8333-333333333333';
const OUTPUT = '44444444-4444-4444-8444-444444444444';
const FOREIGN = '55555555-5555-4555-8555-555555555555';

describe('deviceRules', () => {
  it('publishes to own outputs, subscribes to own nodes and linked outputs, leaves base inputs out', () => {
    const rules = deviceRules({
      domain: 'x.org',
      unitUuid: UNIT,
      outputBaseTopics: ['state/pepeunit', 'mine/pepeunit'],
      nodes: [
        { uuid: INPUT, type: 'Input', topicName: 'in/pepeunit' },
        { uuid: OUTPUT, type: 'Output', topicName: 'out' },
      ],
      linkedOutputs: [{ uuid: FOREIGN, topicName: 'there/pepeunit' }],
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
        topics: [`x.org/${INPUT}/pepeunit`, `x.org/${OUTPUT}`, `x.org/${FOREIGN}/pepeunit`],
      },
    ]);
  });
});

describe('isOwnBaseTopic', () => {
  it.each([
    ['subscribe', `x.org/input_base_topic/${UNIT}/update/pepeunit`, true],
    ['subscribe', `x.org/input_base_topic/${UNIT}/short`, true],
    ['subscribe', `x.org/input_base_topic/${UNIT}/+/pepeunit`, true],
    ['subscribe', `x.org/input_base_topic/${UNIT}/#`, true],
    ['subscribe', `x.org/input_base_topic/${UNIT}/`, false],
    ['subscribe', `x.org/input_base_topic/${OTHER}/update/pepeunit`, false],
    ['subscribe', `x.org/input_base_topic/+/update/pepeunit`, false],
    ['subscribe', `y.org/input_base_topic/${UNIT}/update/pepeunit`, false],
    ['subscribe', `x.org/output_base_topic/${UNIT}/state/pepeunit`, false],
    ['publish', `x.org/output_base_topic/${UNIT}/state/pepeunit`, true],
    ['publish', `x.org/input_base_topic/${UNIT}/update/pepeunit`, false],
  ] as const)('%s %s: %s', (action, topic, isOwn) => {
    expect(isOwnBaseTopic('x.org', UNIT, action, topic)).toBe(isOwn);
  });
});
