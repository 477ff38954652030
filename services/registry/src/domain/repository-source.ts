import { DomainError, GIT_PLATFORMS, type Credentials, type GitPlatform } from '@unitfleet/contracts';

const MAX_LENGTH = 2_048;
const PRINTABLE = /^[\x21-\x7e]+$/;
const FORBIDDEN = /[\s\p{Cc}]/u;

const refused = (text: string): DomainError => new DomainError('RepositoryRegistry', text);

const isHttpUrl = (text: string): boolean => {
  if (!/^https?:\/\//.test(text) || FORBIDDEN.test(text) || !URL.canParse(text)) return false;
  const { pathname, username, password, search, hash } = new URL(text);
  return pathname.length > '/.git'.length && username + password + search + hash === '';
};

/**
 * A repository is named by a URL that begins with `http://` or `https://` and ends with `.git`
 * (`docs/protocol/rest-graphql.md 4.1`). A login inside is refused: it would be shown to everybody.
 */
export const requireRepositoryUrl = (text: string): void => {
  if (!text.endsWith('.git') || text.length > MAX_LENGTH || !isHttpUrl(text))
    throw refused('the repository URL must begin with http:// or https:// and end with .git');
};

export const requirePlatform = (text: string): GitPlatform => {
  const platform = GIT_PLATFORMS.find((known) => known === text);
  if (!platform) throw refused(`the platform must be one of ${GIT_PLATFORMS.join(', ')}`);
  return platform;
};

export const requireCredentials = (credentials: Credentials | null | undefined): Credentials => {
  if (!credentials?.username || !credentials.patToken)
    throw refused('a private repository needs a username and a token');
  if (FORBIDDEN.test(credentials.username + credentials.patToken))
    throw refused('a username and a token are without blanks');
  // They are sent as `username:token` and as the value of a header.
  if (credentials.username.includes(':')) throw refused('a username has no colon');
  if (!PRINTABLE.test(credentials.patToken))
    throw refused('a token has letters, digits and punctuation only');
  if (credentials.username.length + credentials.patToken.length > MAX_LENGTH)
    throw refused(`a username and a token have ${MAX_LENGTH} characters at most`);
  return credentials;
};
