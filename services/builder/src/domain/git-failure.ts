const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /authentication failed|could not read (username|password)|returned error: 40[13]/i,
    'the repository asks for valid credentials',
  ],
  [
    /returned error: 404|repository .* not found|does not appear to be a git repository|not valid: is this a git/i,
    'there is no repository at this address',
  ],
  [/could not resolve host/i, 'the host of the repository is not known'],
  [/unable to update url base|redirect|returned error: 30\d/i, 'the repository has moved to another address'],
  [/\bSSL\b|certificate|gnutls/, 'the certificate of the host was not accepted'],
  [
    /failed to connect|connection refused|timed out|too slow|could not connect|empty reply|recv failure|returned error: 5/i,
    'the repository does not answer',
  ],
  [/no space left|disk quota/i, 'there is no room for the mirror'],
];

const MAX_CHARACTERS = 200;
const CONTROL = /\p{Cc}+/gu;
const URL_LOGIN = /(:\/\/)[^/@\s]*@/g;

/** What git's complaint means for people. An unknown one is quoted: its last line, without any login, without what would move a cursor. */
export const explainGitFailure = (complaint: string): string => {
  // A quoted address may hold any word.
  const words = complaint.replace(/'[^']*'/g, "''");
  const known = REASONS.find(([pattern]) => pattern.test(words));
  if (known) return known[1];
  const line = complaint.trim().split('\n').at(-1) ?? '';
  return `git failed: ${line.replace(URL_LOGIN, '$1').replace(CONTROL, ' ').slice(0, MAX_CHARACTERS)}`;
};
