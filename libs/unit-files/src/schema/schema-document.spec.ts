import { buildSchemaDocument, SchemaDocumentParts } from './schema-document';
import { parseSchemaTemplate } from './schema-template';

const UNIT = '11111111-1111-4111-8111-111111111111';
const FAN = '2d98b4ba-c935-4379-8e1a-520e76018c17';
const REPORT = '33333333-3333-4333-8333-333333333333';
const OTHER = 'c0b107a7-9ae0-44ed-bc76-db5ff2af8887';
const THIRD = '55555555-5555-4555-8555-555555555555';

const template = parseSchemaTemplate(
  JSON.stringify({
    output_topic: ['report'],
    input_base_topic: ['update/pepeunit'],
    mine: ['anything'],
    output_base_topic: ['state/pepeunit'],
    input_topic: ['set_fan_state/pepeunit', 'not_yet_there/pepeunit'],
  }),
);

const parts: SchemaDocumentParts = {
  domain: 'example.com',
  unitUuid: UNIT,
  template,
  nodes: [
    { uuid: FAN, type: 'Input', topicName: 'set_fan_state/pepeunit' },
    { uuid: REPORT, type: 'Output', topicName: 'report' },
  ],
  linkedOutputs: {
    [FAN]: [
      { uuid: OTHER, topicName: 'temperature' },
      { uuid: THIRD, topicName: 'temperature/pepeunit' },
    ],
  },
};

describe('buildSchemaDocument', () => {
  it('lists the own topic first, then those of linked Outputs', () => {
    expect(buildSchemaDocument(parts)).toEqual({
      input_base_topic: { 'update/pepeunit': [`example.com/input_base_topic/${UNIT}/update/pepeunit`] },
      output_base_topic: { 'state/pepeunit': [`example.com/output_base_topic/${UNIT}/state/pepeunit`] },
      input_topic: {
        'set_fan_state/pepeunit': [
          `example.com/${FAN}/pepeunit`,
          `example.com/${OTHER}`,
          `example.com/${THIRD}/pepeunit`,
        ],
      },
      output_topic: { report: [`example.com/${REPORT}`] },
      mine: {},
    });
  });

  it('keeps the order of the file', () => {
    expect(Object.keys(buildSchemaDocument(parts))).toEqual([...template.sections]);
  });

  it('leaves out topics without a node instead of failing', () => {
    expect(buildSchemaDocument({ ...parts, nodes: [] })).toMatchObject({ input_topic: {}, output_topic: {} });
  });

  it('leaves out nodes of a version that is not the target', () => {
    const nodes = [...parts.nodes, { uuid: THIRD, type: 'Output' as const, topicName: 'gone' }];
    expect(buildSchemaDocument({ ...parts, nodes })['output_topic']).toEqual({
      report: [`example.com/${REPORT}`],
    });
  });

  it('tells an Input from an Output of the same name', () => {
    const nodes = [{ uuid: THIRD, type: 'Input' as const, topicName: 'report' }];
    expect(buildSchemaDocument({ ...parts, nodes })['output_topic']).toEqual({});
  });

  it('has nothing to do with the prototype of objects', () => {
    const odd = parseSchemaTemplate(
      '{"input_base_topic":["__proto__"],"output_base_topic":[],"input_topic":["constructor"],"output_topic":[]}',
    );
    const text = JSON.stringify(buildSchemaDocument({ ...parts, template: odd }));
    expect(text).toBe(
      `{"input_base_topic":{"__proto__":["example.com/input_base_topic/${UNIT}/__proto__"]},"output_base_topic":{},"input_topic":{},"output_topic":{}}`,
    );
  });
});
