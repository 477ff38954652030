/** What the schema has beyond the protocol's (`docs/protocol/rest-graphql.md 3.2`), and what for. */
export const SCHEMA_ADDITIONS: Readonly<Record<string, string>> = {
  'AggregationType.endWindowDatetime': 'The end of the window, which the rows of REST have, too (10B.6).',
  'Mutation.logout': 'Ends the session of the token that asks; without it a token only ever expires.',
};
