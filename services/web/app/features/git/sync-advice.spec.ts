import { expect, it } from 'vitest';
import { adviceOn, reasonOf } from './sync-advice';

it.each([
  ['422: 5: Git Repo Error: there is no repository at this address', 'missing'],
  ['the repository asks for valid credentials', 'credentials'],
  ['the host of the repository is not known', 'host'],
  ['the repository has moved to another address', 'moved'],
  ['the certificate of the host was not accepted', 'certificate'],
  ['the repository does not answer', 'silent'],
  ['the repository is larger than 50 MB', 'size'],
  ['fetching the repository takes too long', 'size'],
  ['there is no room for the mirror', 'space'],
  ['git failed: fatal: bad object', 'unknown'],
])('%s: %s', (text, advice) => expect(adviceOn(text)).toBe(advice));

it('shows the reason alone', () => {
  expect(reasonOf('422: 5: Git Repo Error: the repository does not answer')).toBe(
    'the repository does not answer',
  );
  expect(reasonOf('git failed: no Error: here')).toBe('git failed: no Error: here');
});
