import { formatDateTime } from '@unitfleet/contracts';
import { readDateTime } from '@unitfleet/gateway';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const DATE = /^\d{4}-/;

const read = (given: unknown): Date => {
  const time = typeof given === 'string' && DATE.test(given) ? readDateTime(given) : null;
  if (time === null) throw new GraphQLError('DateTime must be an ISO 8601 date or date and time');
  return time;
};

/** A point in time: ISO 8601 in (without zone: UTC), naive UTC out (`docs/protocol/rest-graphql.md 1.6`). */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => formatDateTime(value as Date),
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : null),
});
