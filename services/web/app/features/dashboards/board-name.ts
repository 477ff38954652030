/** Names of dashboards and panels (`docs/protocol/rest-graphql.md 4.1`). */
const NAME = /^[A-Za-z0-9_.-]{4,20}$/;

export const isBoardName = (name: string): boolean => NAME.test(name);
