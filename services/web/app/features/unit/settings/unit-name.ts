/** Rules of names (`docs/protocol/rest-graphql.md 4.1`), so that the form can say so before the instance does. */

const NAME = /^[A-Za-z0-9_.-]*$/;

export const nameProblem = (name: string): 'length' | 'characters' | null => {
  if (name.length < 4 || name.length > 20) return 'length';
  return NAME.test(name) ? null : 'characters';
};
