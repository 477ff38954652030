/** Of names: logins, Units, Repos, dashboards, panels (`docs/protocol/rest-graphql.md 4.1`). */
export const SHORTEST_NAME = 4;
export const LONGEST_NAME = 20;
const ALPHABET = /^[A-Za-z0-9_.-]*$/;

export type NameProblem = 'length' | 'characters';

/** What is wrong with a name, so that a form can say so before the instance does. */
export const nameProblem = (name: string): NameProblem | null => {
  if (name.length < SHORTEST_NAME || name.length > LONGEST_NAME) return 'length';
  return ALPHABET.test(name) ? null : 'characters';
};
