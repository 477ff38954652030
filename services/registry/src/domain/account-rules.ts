import { DomainError } from '@unitfleet/contracts';
import { isName, isPassword } from '@unitfleet/security';

/** Characters that names and passwords may consist of. */
export interface Alphabets {
  readonly name: string;
  readonly password: string;
}

/** @throws DomainError User for a login that breaks the rules of `docs/protocol/rest-graphql.md 4.1`. */
export const requireLogin = (login: string, { name }: Alphabets): void => {
  if (!isName(login, name))
    throw new DomainError('User', 'a login has 4 to 20 letters, digits, "_", "-" or "."');
};

/** @throws DomainError User for a password that breaks the rules of `docs/protocol/rest-graphql.md 4.1`. */
export const requirePassword = (password: string, alphabets: Alphabets): void => {
  if (!isPassword(password, alphabets.password))
    throw new DomainError('User', 'a password has 8 to 100 letters, digits or punctuation marks');
};

/** @throws DomainError Repo for a name that breaks the rules, the empty one included (10B.13). */
export const requireRepoName = (text: string, { name }: Alphabets): void => {
  if (!isName(text, name))
    throw new DomainError('Repo', 'a name has 4 to 20 letters, digits, "_", "-" or "."');
};
