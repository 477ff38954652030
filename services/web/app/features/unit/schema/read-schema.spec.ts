import { describe, expect, it } from 'vitest';
import { nodesOf, readSchema } from './read-schema';

const OWN = '2d98b4ba-c935-4379-8e1a-520e76018c17';
const OTHER = 'c0b107a7-9ae0-44ed-bc76-db5ff2af8887';

const text = JSON.stringify({
  input_base_topic: { 'update/pepeunit': [`example.com/input_base_topic/${OWN}/update/pepeunit`] },
  output_base_topic: {},
  input_topic: { 'set_fan/pepeunit': [`example.com/${OWN}/pepeunit`, `example.com/${OTHER}`] },
  output_topic: { 'fan/pepeunit': [`example.com/${OWN}/pepeunit`] },
});

describe('a schema', () => {
  it('says which topics a name means, and whose they are', () => {
    const schema = readSchema(text)!;
    expect(schema.input_topic).toEqual([
      {
        name: 'set_fan/pepeunit',
        topics: [
          { topic: `example.com/${OWN}/pepeunit`, nodeUuid: OWN },
          { topic: `example.com/${OTHER}`, nodeUuid: OTHER },
        ],
      },
    ]);
    expect(schema.input_base_topic[0]?.topics[0]?.nodeUuid).toBeNull();
  });

  it('names each node once', () => {
    expect(nodesOf(readSchema(text)!)).toEqual([OWN, OTHER]);
  });

  it('is nothing that is no object', () => {
    expect(readSchema('no JSON')).toBeNull();
    expect(readSchema('null')).toBeNull();
    expect(readSchema('{}')?.input_topic).toEqual([]);
  });
});
