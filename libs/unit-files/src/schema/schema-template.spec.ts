import { knownTemplate, parseSchemaTemplate } from './schema-template';

const FILE = {
  input_base_topic: ['update/pepeunit', 'env_update/pepeunit'],
  output_base_topic: ['state/pepeunit'],
  input_topic: ['input/pepeunit', 'quiet'],
  output_topic: ['output/pepeunit'],
};

describe('parseSchemaTemplate', () => {
  it('reads the four sections', () => {
    expect(parseSchemaTemplate(JSON.stringify(FILE))).toEqual({
      inputBaseTopics: ['update/pepeunit', 'env_update/pepeunit'],
      outputBaseTopics: ['state/pepeunit'],
      inputTopics: ['input/pepeunit', 'quiet'],
      outputTopics: ['output/pepeunit'],
      sections: ['input_base_topic', 'output_base_topic', 'input_topic', 'output_topic'],
    });
  });

  it('takes four empty lists', () => {
    const empty = '{"input_base_topic":[],"output_base_topic":[],"input_topic":[],"output_topic":[]}';
    expect(parseSchemaTemplate(empty).outputTopics).toEqual([]);
  });

  it('names a repeated topic once', () => {
    expect(
      parseSchemaTemplate(JSON.stringify({ ...FILE, input_topic: ['a', 'b', 'a'] })).inputTopics,
    ).toEqual(['a', 'b']);
  });

  it('remembers sections of the developer', () => {
    expect(parseSchemaTemplate(JSON.stringify({ ...FILE, mine: ['x'] })).sections).toContain('mine');
  });

  it('takes another alphabet', () => {
    const text = JSON.stringify({ ...FILE, input_topic: ['a.b'] });
    expect(() => parseSchemaTemplate(text)).toThrow('422: 5: Git Repo Validation Error');
    expect(() => parseSchemaTemplate(JSON.stringify({ ...FILE, input_topic: ['ab'] }), 'a/_')).toThrow(
      '422: 5',
    );
  });

  it.each(['', '{', '{"input_topic": [}', "{'a': 1}"])('calls %j a JSON error', (text) => {
    expect(() => parseSchemaTemplate(text)).toThrow('422: 9: JSON Decode Error');
  });

  it.each([
    ['a list', []],
    ['null', null],
    ['a missing section', { ...FILE, output_topic: undefined }],
    ['a section that is no list', { ...FILE, output_topic: 'output/pepeunit' }],
    ['an extra section that is no list', { ...FILE, mine: {} }],
    ['a topic that is no string', { ...FILE, input_topic: [1] }],
    ['a wildcard', { ...FILE, input_topic: ['a/#'] }],
    ['a space', { ...FILE, input_topic: ['a b'] }],
    ['a letter outside ASCII', { ...FILE, input_topic: ['темп'] }],
    ['a topic of the length limit', { ...FILE, input_topic: ['a'.repeat(65_435)] }],
  ])('refuses %s', (_, root) => {
    expect(() => parseSchemaTemplate(JSON.stringify(root))).toThrow('422: 5: Git Repo Validation Error');
  });

  it('takes a topic one character below the length limit', () => {
    const text = JSON.stringify({ ...FILE, input_topic: ['a'.repeat(65_434)] });
    expect(parseSchemaTemplate(text).inputTopics).toHaveLength(1);
  });
});

describe('knownTemplate', () => {
  it('gives back what a file without further sections declared', () => {
    const template = parseSchemaTemplate(JSON.stringify(FILE));
    const nodes = [
      ...template.inputTopics.map((topicName) => ({ type: 'Input' as const, topicName })),
      ...template.outputTopics.map((topicName) => ({ type: 'Output' as const, topicName })),
    ];
    expect(knownTemplate({ ...template, nodes })).toEqual(template);
  });
});
