import { movedRepository } from './moved-repository';

const ASKED = 'https://host/a/b.git/info/refs?service=git-upload-pack';
const QUESTION = 'info/refs?service=git-upload-pack';

it.each([
  [ASKED, 301, `https://elsewhere/c/d.git/${QUESTION}`, 'https://elsewhere/c/d.git'],
  [ASKED, 308, `/c/d/${QUESTION}`, 'https://host/c/d'],
  [ASKED.replace('https', 'http'), 302, `https://host/a/b.git/${QUESTION}`, 'https://host/a/b.git'],
  [ASKED, 301, `http://host/a/b.git/${QUESTION}`, null],
  [ASKED, 301, `https://me:secret@host/a/b.git/${QUESTION}`, null],
  [ASKED, 301, 'https://host/login', null],
  [ASKED, 301, `file:///etc/${QUESTION}`, null],
  [ASKED, 301, 'http://[', null],
  [ASKED, 301, undefined, null],
  [ASKED, 200, `https://elsewhere/c/d.git/${QUESTION}`, null],
])('%s answered with %d %s is at %s', (asked, status, location, expected) => {
  expect(movedRepository(asked, status, location)).toBe(expected);
});
