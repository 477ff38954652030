import type { CombinedError } from '@urql/core';

/** Why the instance did not do what was asked. */
export interface Problem {
  readonly kind: 'network' | 'noAccess' | 'limited' | 'unavailable' | 'refused' | 'internal';
  /** What the instance says, without status, code and label. */
  readonly text: string;
}

/** `<status>: <code>: <label>: <text>` (`docs/protocol/rest-graphql.md 1.4`). */
const MESSAGE = /^(\d{3}): (\d+): ([^:]+): ([\s\S]*)$/;

const KIND_OF_STATUS: Readonly<Record<string, Problem['kind']>> = {
  403: 'noAccess',
  429: 'limited',
  503: 'unavailable',
  500: 'internal',
};

/** Reads an error of the API; a lost connection is one as well. */
export const problemOf = (error: CombinedError): Problem => {
  if (error.networkError && error.graphQLErrors.length === 0)
    return { kind: 'network', text: error.networkError.message };
  const message = error.graphQLErrors[0]?.message ?? error.message;
  const [, status = '', , , text = message] = MESSAGE.exec(message) ?? [];
  return { kind: KIND_OF_STATUS[status] ?? 'refused', text };
};
