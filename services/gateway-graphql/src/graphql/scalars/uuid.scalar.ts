import { readUuid } from '@unitfleet/gateway';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const read = (given: unknown): string => {
  const uuid = typeof given === 'string' ? readUuid(given) : null;
  if (uuid === null) throw new GraphQLError('UUID must be 32 hexadecimal digits in a standard spelling');
  return uuid;
};

/** A key: any standard spelling in, lower case with hyphens out (`docs/protocol/rest-graphql.md 1.6`). */
export const UUID = new GraphQLScalarType<string, string>({
  name: 'UUID',
  serialize: (value) => value as string,
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : null),
});
