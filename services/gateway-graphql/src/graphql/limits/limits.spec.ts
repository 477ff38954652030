import { buildSchema, parse } from 'graphql';
import { estimateCost } from './cost';
import { planOf } from './document-plan';

const schema = buildSchema(`
  input Page { limit: Int  offset: Int }
  type Node { uuid: ID }
  type Unit { uuid: ID  nodes: [Node!]! }
  type Units { count: Int  units: [Unit!]! }
  type Commit { hash: ID }
  input Points { uuid: ID  points: Int }
  type History { points: [Node!]! }
  union Thing = Node | Unit
  type Query {
    unit: Unit
    units(filters: Page!): Units!
    commits(filters: Page!): [Commit!]!
    history(filters: Points!): History!
    things: [Thing!]!
  }
`);

const LONGEST = 500;
const plan = (text: string) => planOf(schema, parse(text));
const cost = (text: string, variables: object = {}, operation: string | null = null) =>
  estimateCost(plan(text), operation, variables as Record<string, unknown>, LONGEST);

describe('the plan of a document', () => {
  it.each([
    ['{ unit { uuid } }', 2],
    ['{ unit { nodes { uuid } } }', 3],
    ['{ ... { ... on Query { unit { uuid } } } }', 2],
    ['{ unit { ...U } } fragment U on Unit { nodes { ...N } } fragment N on Node { uuid }', 3],
    ['query a { unit { uuid } } query b { unit { nodes { uuid } } }', 3],
    ['{ __schema { types { fields { type { ofType { name } } } } } }', 1],
  ])('knows how deep it is: %s', (text, depth) => {
    expect(plan(text).depth).toBe(depth);
  });

  it('counts aliases, those of a fragment once', () => {
    expect(plan('{ __schema { a: types { name } b: types { name } } }').aliases).toBe(2);
    expect(plan('{ a: unit { b: uuid ...U } c: unit { ...U } } fragment U on Unit { d: uuid }').aliases).toBe(
      4,
    );
  });
});

describe('the cost of an operation', () => {
  const units = (filters: string, selection = 'uuid') =>
    `units(filters: ${filters}) { units { ${selection} } }`;

  it.each<[string, string, object, number]>([
    ['a field is one', '{ unit { uuid } }', {}, 2],
    ['a list without a limit of its own is ten long', '{ unit { nodes { uuid } } }', {}, 1 + 1 + 10],
    ['a list is as long as its limit', `{ ${units('{ limit: 6 }')} }`, {}, 1 + 1 + 6],
    ['a list may be the field itself', '{ commits(filters: { limit: 7 }) { hash } }', {}, 1 + 7],
    ['no limit is the longest page', `{ ${units('{}')} }`, {}, 2 + LONGEST],
    ['0 is no limit', `{ ${units('{ limit: 0 }')} }`, {}, 2 + LONGEST],
    ['a limit beyond the longest page is refused later', `{ ${units('{ limit: 9999 }')} }`, {}, 2 + LONGEST],
    ['a limit may be a variable', `query($n: Int) { ${units('{ limit: $n }')} }`, { n: 3 }, 2 + 3],
    ['a variable may be missing', `query($n: Int) { ${units('{ limit: $n }')} }`, {}, 2 + LONGEST],
    ['filters may be a variable', `query($f: Page!) { ${units('$f')} }`, { f: { limit: 4 } }, 2 + 4],
    ['a history has its points', '{ history(filters: { points: 3000 }) { points { uuid } } }', {}, 2 + 3000],
    ['and no more than it can', '{ history(filters: { points: 9999 }) { points { uuid } } }', {}, 2 + 5000],
    ['lists in lists multiply', `{ ${units('{ limit: 5 }', 'nodes { uuid }')} }`, {}, 2 + 5 * 11],
    ['members of a union add up', '{ things { ... on Node { uuid } ... on Unit { uuid } } }', {}, 1 + 10 * 2],
    ['a fragment costs wherever it is', `{ unit { ...U ...U } } fragment U on Unit { uuid }`, {}, 3],
  ])('%s', (_, text, variables, expected) => {
    expect(cost(text, variables)).toBe(expected);
  });

  it('is that of the operation that runs', () => {
    const text = 'query a { unit { uuid } } query b { unit { nodes { uuid } } }';
    expect([cost(text, {}, 'a'), cost(text, {}, 'b')]).toEqual([2, 12]);
  });

  it('of fragments that spread each other twice is soon told', () => {
    const level = (index: number) => `fragment F${index} on Unit { ...F${index + 1} ...F${index + 1} }`;
    const levels = Array.from({ length: 60 }, (_, index) => level(index)).join(' ');
    expect(cost(`{ unit { ...F0 } } ${levels} fragment F60 on Unit { uuid }`)).toBeGreaterThan(2 ** 59);
  });
});
