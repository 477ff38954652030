import { requireCredentials, requirePlatform, requireRepositoryUrl } from './repository-source';

it.each(['https://gitlab.com/a/b.git', 'http://127.0.0.1:3000/a/b/c.git', 'https://h/%D1%8F.git'])(
  'takes %s',
  (url) => {
    expect(() => requireRepositoryUrl(url)).not.toThrow();
  },
);

it.each([
  '',
  'https://gitlab.com/a/b',
  'ssh://git@h/a.git',
  'file:///etc/a.git',
  '--upload-pack=x.git',
  'ext::sh -c x.git',
  'https://.git',
  'https://h/.git',
  'https://h/a?b.git',
  'https://h/a#b.git',
  'https://user@h/a.git',
  'https://user:secret@h/a.git',
  'https://h/a b.git',
  'https://h/a\n.git',
  `https://h/${'a'.repeat(2_048)}.git`,
])('refuses %j', (url) => {
  expect(() => requireRepositoryUrl(url)).toThrow(/^422: 13: /);
});

it('knows two platforms, and asks for whole credentials', () => {
  expect(requirePlatform('Gitlab')).toBe('Gitlab');
  expect(() => requirePlatform('gitlab')).toThrow(/^422: 13: /);
  expect(requireCredentials({ username: 'a', patToken: 'b' })).toEqual({ username: 'a', patToken: 'b' });
  for (const wrong of [
    null,
    { username: '', patToken: 'b' },
    { username: 'a', patToken: '' },
    { username: 'a', patToken: 'b\r\nx: y' },
    { username: 'a:b', patToken: 'c' },
    { username: 'a', patToken: 'ключ' },
    { username: 'a', patToken: 'b'.repeat(2_048) },
  ])
    expect(() => requireCredentials(wrong)).toThrow(/^422: 13: /);
});
