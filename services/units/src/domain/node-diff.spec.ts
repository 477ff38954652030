import { parseSchemaTemplate } from '@unitfleet/unit-files';
import { diffNodes } from './node-diff';

const template = parseSchemaTemplate(
  '{"input_base_topic":[],"output_base_topic":[],"input_topic":["a","moved"],"output_topic":["b","a"]}',
);

describe('diffNodes', () => {
  it('creates everything for a new Unit', () => {
    expect(diffNodes([], template)).toEqual({
      missing: [
        { type: 'Input', topicName: 'a' },
        { type: 'Input', topicName: 'moved' },
        { type: 'Output', topicName: 'b' },
        { type: 'Output', topicName: 'a' },
      ],
      superfluous: [],
    });
  });

  it('keeps what is there, and takes a moved topic for another node', () => {
    const kept = { uuid: 1, type: 'Input', topicName: 'a' } as const;
    const moved = { uuid: 2, type: 'Output', topicName: 'moved' } as const;
    const gone = { uuid: 3, type: 'Input', topicName: 'gone' } as const;
    expect(diffNodes([kept, moved, gone], template)).toEqual({
      missing: [
        { type: 'Input', topicName: 'moved' },
        { type: 'Output', topicName: 'b' },
        { type: 'Output', topicName: 'a' },
      ],
      superfluous: [moved, gone],
    });
  });
});
