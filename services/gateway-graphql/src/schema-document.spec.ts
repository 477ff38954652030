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

const describeField = ({ type, args }: GraphQLField<unknown, unknown>): string =>
  `(${args
    .map((argument) => `${argument.name}: ${describeInput(argument)}`)
    .sort()
    .join(', ')}): ${type}`;

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
  if (isObjectType(type))
    return of(
      'type',
      Object.values(type.getFields()).map((field) => [field.name, describeField(field)]),
    );
  return of('scalar', []);
};

/** Every type, field, argument list, default value and enum value, by its place. */
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
    expect(Object.keys(contract).filter((name) => name.startsWith('Query.'))).toHaveLength(30);
    expect(Object.keys(contract).filter((name) => name.startsWith('Mutation.'))).toHaveLength(38);
  });

  it('has all of the protocol, exactly', () => {
    expect(Object.fromEntries(Object.keys(contract).map((name) => [name, ours[name]]))).toEqual(contract);
  });

  it('has the listed additions beyond it, and no others', () => {
    const added = Object.keys(ours).filter((name) => !(name in contract));
    expect(added.sort()).toEqual(Object.keys(SCHEMA_ADDITIONS).sort());
  });
});
