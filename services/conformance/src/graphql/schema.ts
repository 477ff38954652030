import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';

const DEPTH = 4;

/** The committed schema. */
export const readSchema = (file = 'docs/api/schema.graphql'): GraphQLSchema =>
  buildSchema(readFileSync(resolve(file), 'utf8'));

export interface RootField {
  readonly kind: 'query' | 'mutation';
  readonly field: GraphQLField<unknown, unknown>;
}

/** Everything that can be asked for, without subscriptions. */
export const rootFields = (schema: GraphQLSchema): RootField[] => [
  ...Object.values(schema.getQueryType()!.getFields()).map((field) => ({ kind: 'query' as const, field })),
  ...Object.values(schema.getMutationType()!.getFields()).map((field) => ({
    kind: 'mutation' as const,
    field,
  })),
];

/** A selection of every field. Members of a union differ in the types of equal names: each has aliases of its own. */
const selectAll = (type: GraphQLOutputType, depth = DEPTH, prefix = ''): string => {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) {
    const members = named
      .getTypes()
      .map((member) => `... on ${member.name} ${selectAll(member, depth, `${member.name}_`)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  if (!isObjectType(named) || depth === 0) return '{ __typename }';
  const fields = Object.values(named.getFields()).map(
    ({ name, type: inner }) => `${prefix ? `${prefix}${name}: ` : ''}${name} ${selectAll(inner, depth - 1)}`,
  );
  return `{ __typename ${fields.join(' ')} }`;
};

/** A document that asks for all of one root field, its arguments as variables. */
export const documentOf = ({ kind, field }: RootField): string => {
  const variables = field.args.map(({ name, type }) => `$${name}: ${type}`);
  const given = field.args.map(({ name }) => `${name}: $${name}`);
  const declared = variables.length > 0 ? `(${variables.join(', ')})` : '';
  const call = given.length > 0 ? `(${given.join(', ')})` : '';
  return `${kind} ${field.name}${declared} { ${field.name}${call} ${selectAll(field.type)} }`;
};
