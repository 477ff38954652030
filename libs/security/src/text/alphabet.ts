const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Default alphabets, each overridable by its setting (`docs/protocol/rest-graphql.md 4.1`). */
export const NAME_SYMBOLS = `${LETTERS}${DIGITS}_-.`;
export const PASSWORD_SYMBOLS = `${LETTERS}${DIGITS}!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`;
export const TOPIC_SYMBOLS = `${LETTERS}${DIGITS}/_-`;

const NAME_LENGTH = { min: 4, max: 20 };
const PASSWORD_LENGTH = { min: 8, max: 100 };

/** Whether every character of the text is one of `symbols` (a plain list of characters, not a pattern). */
export const consistsOf = (text: string, symbols: string): boolean => {
  const allowed = new Set(symbols);
  for (const symbol of text) if (!allowed.has(symbol)) return false;
  return true;
};

const isWithin = (text: string, length: { min: number; max: number }): boolean =>
  text.length >= length.min && text.length <= length.max;

/** Logins and names of Repos, Units, dashboards and panels: 4 to 20 characters (`docs/protocol/rest-graphql.md 4.1`). */
export const isName = (text: string, symbols: string = NAME_SYMBOLS): boolean =>
  isWithin(text, NAME_LENGTH) && consistsOf(text, symbols);

/** Passwords: 8 to 100 characters (`docs/protocol/rest-graphql.md 4.1`). */
export const isPassword = (text: string, symbols: string = PASSWORD_SYMBOLS): boolean =>
  isWithin(text, PASSWORD_LENGTH) && consistsOf(text, symbols);
