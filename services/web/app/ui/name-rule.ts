/** Logins, Units, dashboards, panels: `docs/protocol/rest-graphql.md 4.1`. */
const NAME = /^[A-Za-z0-9_.-]*$/;

/** What is wrong with a name, so that a form can say so before the instance does. */
export const nameProblem = (name: string): 'length' | 'characters' | null => {
  if (name.length < 4 || name.length > 20) return 'length';
  return NAME.test(name) ? null : 'characters';
};
