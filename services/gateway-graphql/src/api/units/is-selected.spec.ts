import { buildSchema, graphqlSync, type GraphQLResolveInfo } from 'graphql';
import { isSelected } from './is-selected';

const schema = buildSchema(`
  type Node { uuid: String }
  type Unit { name: String unitNodes: [Node] }
  type Units { units: [Unit] }
  type Query { getUnits: Units }
`);

const asksForNodes = (source: string, variableValues: Record<string, unknown> = {}): boolean => {
  let answer: boolean | undefined;
  const rootValue = {
    getUnits: (_args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
      answer = isSelected('unitNodes', info);
      return null;
    },
  };
  const { errors } = graphqlSync({ schema, source, rootValue, variableValues });
  if (errors || answer === undefined) throw new Error(String(errors));
  return answer;
};

describe('isSelected', () => {
  it.each([
    ['{ getUnits { units { name unitNodes { uuid } } } }', true],
    ['{ getUnits { units { name } } }', false],
    ['{ getUnits { __typename } }', false],
    ['{ getUnits { units { nodes: unitNodes { __typename } } } }', true],
    ['{ getUnits { units { unitNodes: name } } }', false],
    ['{ getUnits { ... on Units { units { ... { unitNodes { uuid } } } } } }', true],
    [
      '{ getUnits { ...list } } fragment list on Units { units { ...one } } fragment one on Unit { name }',
      false,
    ],
    [
      '{ getUnits { ...list } } fragment list on Units { units { ...one } } fragment one on Unit { unitNodes { uuid } }',
      true,
    ],
    ['{ getUnits { units { name } } getUnits { units { unitNodes { uuid } } } }', true],
  ])('%s: %s', (source, isAsked) => {
    expect(asksForNodes(source)).toBe(isAsked);
  });

  it.each([
    ['unitNodes @skip(if: $flag) { uuid }', true, false],
    ['unitNodes @skip(if: $flag) { uuid }', false, true],
    ['unitNodes @include(if: $flag) { uuid }', true, true],
    ['unitNodes @include(if: $flag) { uuid }', false, false],
    ['... @include(if: $flag) { unitNodes { uuid } }', false, false],
    ['...one @skip(if: $flag)', true, false],
    ['...one @skip(if: $flag)', false, true],
    ['unitNodes @include(if: $flag) @skip(if: true) { uuid }', true, false],
  ])('%s with %s: %s', (selection, flag, isAsked) => {
    const fragment = selection.includes('...one') ? 'fragment one on Unit { unitNodes { uuid } }' : '';
    const source = `query ($flag: Boolean!) { getUnits { units { name ${selection} } } } ${fragment}`;
    expect(asksForNodes(source, { flag })).toBe(isAsked);
  });

  it('is not misled by a field of a sibling', () => {
    expect(asksForNodes('{ a: getUnits { units { name } } }')).toBe(false);
  });
});
