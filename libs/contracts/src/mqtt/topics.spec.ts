import { parseTopic, placeOfTopic } from './topics';

const UNIT = '11111111-1111-4111-8111-111111111111';
const NODE = 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12';

describe('placeOfTopic', () => {
  it.each([
    ['input_base_topic', 'update/pepeunit'],
    ['input_base_topic', 'short'],
    ['input_base_topic', 'a/long/name/pepeunit'],
    ['input_base_topic', '+/pepeunit'],
    ['input_base_topic', '#'],
    ['output_base_topic', 'state/pepeunit'],
  ])('%s/<unit>/%s lies below the Unit', (section, name) => {
    expect(placeOfTopic(`x.org:8080/${section}/${UNIT}/${name}`, 'x.org:8080')).toEqual({
      kind: 'base',
      section,
      unitUuid: UNIT,
      name,
    });
  });

  it.each([
    [NODE, true],
    [`${NODE}/pepeunit`, true],
    [`${NODE}/+`, false],
    [`${NODE}/#`, false],
  ])('%s is a node, whole or in part', (topic, isWhole) => {
    expect(placeOfTopic(`x.org/${topic}`, 'x.org')).toEqual({ kind: 'node', nodeUuid: NODE, isWhole });
  });

  it.each([
    '',
    '#',
    '+/+',
    'x.org',
    'x.org/',
    'x.org/#',
    'x.org/+',
    'x.org/+/pepeunit',
    `/x.org/${NODE}`,
    `y.org/${NODE}`,
    `x.orgx/${NODE}`,
    `x.org/${NODE.toUpperCase()}`,
    `x.org/${NODE}/`,
    `x.org/${NODE}/other`,
    `x.org/${NODE}/pepeunit/`,
    `x.org/${NODE}/pepeunit/#`,
    `x.org/${NODE}x`,
    `x.org/input_base_topic/${UNIT}`,
    `x.org/input_base_topic/${UNIT}/`,
    'x.org/input_base_topic/+/update/pepeunit',
    `x.org/input_base_topic/${UNIT}x/update/pepeunit`,
    'x.org/input_base_topic/#',
    `x.org/+/${UNIT}/update/pepeunit`,
    `x.org/other/${UNIT}/update/pepeunit`,
    `$share/group/x.org/${NODE}`,
    '$SYS/brokers',
  ])('"%s" is nobody\'s', (topic) => {
    expect(placeOfTopic(topic, 'x.org')).toBeNull();
  });
});

describe('parseTopic', () => {
  it('knows topics on the wire, without wildcards and with the levels of the protocol', () => {
    expect(parseTopic(`x.org/${NODE}/pepeunit`, 'x.org')).toMatchObject({ kind: 'node', forPlatform: true });
    expect(parseTopic(`x.org/output_base_topic/${UNIT}/log/pepeunit`, 'x.org')).toMatchObject({
      kind: 'base',
      name: 'log/pepeunit',
    });
    expect(parseTopic(`x.org/output_base_topic/${UNIT}/log`, 'x.org')).toBeNull();
    expect(parseTopic(`x.org/${NODE}/+`, 'x.org')).toBeNull();
  });
});
