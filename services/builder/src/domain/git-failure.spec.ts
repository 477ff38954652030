import { explainGitFailure } from './git-failure';

it.each([
  ["fatal: could not read Username for 'http://h': terminal prompts disabled", 'asks for valid credentials'],
  ["fatal: Authentication failed for 'https://h/r.git/'", 'asks for valid credentials'],
  ["fatal: repository 'http://h/r.git/' not found", 'no repository at this address'],
  ["fatal: unable to access 'http://h/': The requested URL returned error: 301", 'moved to another address'],
  ["fatal: unable to access 'http://h/': Could not resolve host: h", 'host of the repository is not known'],
  [
    "fatal: unable to access 'http://h/': Failed to connect to h port 1: Connection refused",
    'does not answer',
  ],
  ["fatal: unable to access 'https://h/': SSL certificate problem: self-signed certificate", 'certificate'],
  ["fatal: unable to access 'https://h/redirect-SSL.git/': Connection timed out", 'does not answer'],
])('%s', (complaint, words) => {
  expect(explainGitFailure(complaint)).toContain(words);
});

it('quotes what it does not know, in one line and without a login', () => {
  const text = explainGitFailure('warning: x\nfatal: odd thing at http://me:secret@host/r.git\n');
  expect(text).toBe('git failed: fatal: odd thing at http://host/r.git');
});
