/** Rules of logins and passwords (`docs/protocol/rest-graphql.md 4.1`), so that a form can say so before the instance does. */

const LOGIN = /^[A-Za-z0-9_.-]*$/;
const PASSWORD = /^[\x21-\x7e]*$/;

type Fault = 'loginLength' | 'loginCharacters' | 'passwordLength' | 'passwordCharacters';

export const loginProblem = (login: string): Fault | null => {
  if (login.length < 4 || login.length > 20) return 'loginLength';
  return LOGIN.test(login) ? null : 'loginCharacters';
};

export const passwordProblem = (password: string): Fault | null => {
  if (password.length < 8 || password.length > 100) return 'passwordLength';
  return PASSWORD.test(password) ? null : 'passwordCharacters';
};
