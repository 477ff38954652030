/** What is wrong with a request before it is GraphQL at all; answered as plain text (`docs/protocol/rest-graphql.md 1.5`). */
export class TransportError extends Error {
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
