import { nameProblem } from '../ui/name-rule';

/** Rules of logins and passwords (`docs/protocol/rest-graphql.md 4.1`), so that a form can say so before the instance does. */

const PASSWORD = /^[\x21-\x7e]*$/;

type Fault = 'loginLength' | 'loginCharacters' | 'passwordLength' | 'passwordCharacters';

export const loginProblem = (login: string): Fault | null => {
  const problem = nameProblem(login);
  return problem && (problem === 'length' ? 'loginLength' : 'loginCharacters');
};

export const passwordProblem = (password: string): Fault | null => {
  if (password.length < 8 || password.length > 100) return 'passwordLength';
  return PASSWORD.test(password) ? null : 'passwordCharacters';
};
