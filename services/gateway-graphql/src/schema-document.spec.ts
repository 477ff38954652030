import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema as parseSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  print,
  astFromValue,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { SCHEMA_ADDITIONS } from './schema-additions';
import { buildSchema } from './schema-document';

const WORKSPACE = join(__dirname, '../../..');

const contractSchema = (): GraphQLSchema => {
  const text = readFileSync(join(WORKSPACE, 'docs/protocol/rest-graphql.md'), 'utf8');
  const section = text.slice(text.indexOf('### 3.2 SDL'));
  return parseSchema(/```graphql\n([\s\S]*?)```/.exec(section)![1]!);
};

const describeInput = ({ type, defaultValue }: GraphQLArgument | GraphQLInputField): string => {
  const byDefault = defaultValue === undefined ? null : astFromValue(defaultValue, type);
  return `${type}${byDefault ? ` = ${print(byDefault)}` : ''}`;
};

const describeField = ({ name, type, args }: GraphQLField<unknown, unknown>): [string, string][] => [
  [name, String(type)],
  ...args.map((argument): [string, string] => [`${name}(${argument.name})`, describeInput(argument)]),
];

const describeType = (type: GraphQLNamedType): Record<string, string> => {
  const of = (kind: string, parts: [string, string][]) =>
    Object.fromEntries([
      [type.name, kind],
      ...parts.map(([name, text]) => [`${type.name}.${name}`, text] as const),
    ]) as Record<string, string>;
  if (isEnumType(type))
    return of(
      'enum',
      type.getValues().map(({ name }) => [name, '']),
    );
  if (isUnionType(type))
    return of(
      'union',
      type.getTypes().map(({ name }) => [name, '']),
    );
  if (isInputObjectType(type))
    return of(
      'input',
      Object.values(type.getFields()).map((field) => [field.name, describeInput(field)]),
    );
  if (isObjectType(type)) return of('type', Object.values(type.getFields()).flatMap(describeField));
  return of('scalar', []);
};

/** Every type, field, argument, default value and enum value, by its place. */
const describeSchema = (schema: GraphQLSchema): Record<string, string> =>
  Object.assign(
    {},
    ...Object.values(schema.getTypeMap())
      .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
      .map(describeType),
  ) as Record<string, string>;

describe('the schema', () => {
  let ours: Record<string, string>;
  let contract: Record<string, string>;

  beforeAll(async () => {
    contract = describeSchema(contractSchema());
    ours = describeSchema(await buildSchema());
  });

  it('reads the whole schema of the protocol', () => {
    const kinds = Object.values(contract).filter((text) => text !== '');
    expect(kinds.filter((text) => text === 'enum')).toHaveLength(19);
    expect(kinds.filter((text) => text === 'input')).toHaveLength(26);
    expect(kinds.filter((text) => text === 'type')).toHaveLength(36 + 2);
    const fieldsOf = (type: string) =>
      Object.keys(contract).filter((name) => name.startsWith(`${type}.`) && !name.includes('('));
    expect([fieldsOf('Query').length, fieldsOf('Mutation').length]).toEqual([30, 38]);
  });

  it('has all of the protocol, exactly', () => {
    expect(Object.fromEntries(Object.keys(contract).map((name) => [name, ours[name]]))).toEqual(contract);
  });

  it('has the listed additions beyond it, and no others', () => {
    const isOfAddedField = (name: string) => name.includes('(') && !(name.split('(')[0]! in contract);
    const added = Object.keys(ours).filter((name) => !(name in contract) && !isOfAddedField(name));
    expect(added.sort()).toEqual(Object.keys(SCHEMA_ADDITIONS).sort());
  });

  it('asks for nothing more where the protocol asks', () => {
    const isInput = (name: string) => name.includes('(') || ours[name.split('.')[0]!] === 'input';
    const added = Object.keys(SCHEMA_ADDITIONS).filter(
      (name) => isInput(name) && name.split(/[.(]/).length > 1 && name.split('.')[0]! in contract,
    );
    expect(added).toEqual(expect.arrayContaining(['DataPipeFilterInput.pipeline']));
    for (const name of added) expect([name, ours[name]]).toEqual([name, expect.not.stringMatching(/!$/)]);
  });
});
