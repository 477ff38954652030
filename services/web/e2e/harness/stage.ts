import { randomInt } from 'node:crypto';
import { RestCaller } from '@unitfleet/testing-fleet';

export interface Account {
  readonly login: string;
  readonly password: string;
}

/** The running instance that all browser tests share. */
export interface Stage {
  readonly origin: string;
  readonly mqttUrl: string;
  /** Owner of the demo fleet: thermometer and fan. */
  readonly admin: Account;
  readonly dataDir: string;
}

export const stage = (): Stage => JSON.parse(process.env.WEB_TEST_STAGE!);

const NAME_DIGITS = 8;

/**
 * A name that no other test has, and that is no part of another one; within the rules of logins, Units and Repos with a
 * start of up to 11 characters.
 */
export const freshName = (start: string): string =>
  `${start}-${randomInt(36 ** NAME_DIGITS)
    .toString(36)
    .padStart(NAME_DIGITS, '0')}`;

/** REST for what a test needs to be there, not for what it tests. */
export const rest = async (account?: Account): Promise<RestCaller> => {
  const api = `${stage().origin}/pepeunit/api/v1`;
  if (!account) return new RestCaller(api);
  const { token } = await new RestCaller(api).ok('POST', '/users/auth', {
    json: { credentials: account.login, password: account.password },
  });
  return new RestCaller(api, token);
};

/** Somebody new, without rights on anything. */
export const newAccount = async (): Promise<Account> => {
  const login = freshName('user');
  const account = { login, password: `${login}-password-1` };
  await (await rest()).ok('POST', '/users', { json: account });
  return account;
};
