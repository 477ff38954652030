import { deviceRules, ownerOfBaseTopic } from './device-rules';

const UNIT = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
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

describe('ownerOfBaseTopic', () => {
  it.each([
    [`x.org/input_base_topic/${UNIT}/update/pepeunit`, 'input_base_topic', UNIT],
    [`x.org/input_base_topic/${UNIT}/short`, 'input_base_topic', UNIT],
    [`x.org/input_base_topic/${UNIT}/+/pepeunit`, 'input_base_topic', UNIT],
    [`x.org/input_base_topic/${UNIT}/#`, 'input_base_topic', UNIT],
    [`x.org/output_base_topic/${OTHER}/state/pepeunit`, 'output_base_topic', OTHER],
    [`x.org/input_base_topic/+/update/pepeunit`, 'input_base_topic', '+'],
  ])('%s', (topic, section, unitUuid) => {
    expect(ownerOfBaseTopic('x.org', topic)).toEqual({ section, unitUuid });
  });

  it.each([
    `x.org/input_base_topic/${UNIT}/`,
    `x.org/input_base_topic/${UNIT}`,
    `x.org/other/${UNIT}/update/pepeunit`,
    `y.org/input_base_topic/${UNIT}/update/pepeunit`,
    `x.org/${UNIT}/pepeunit`,
    '#',
  ])('%s belongs to no Unit', (topic) => {
    expect(ownerOfBaseTopic('x.org', topic)).toBeNull();
  });
});
