import { holdsTheSame, parseRefs } from './mirror-refs';

const line = (...fields: string[]): string => fields.join('\0');
const OUTPUT = [
  line('refs/heads/main', 'commit', 'c2', '', ''),
  line('refs/heads/HEAD', 'commit', 'c2', '', ''),
  line('refs/heads/a/b', 'commit', 'c1', '', ''),
  line('refs/tags/v2', 'commit', 'c1', '', ''),
  line('refs/tags/v10', 'tag', 't1', 'commit', 'c1'),
  line('refs/tags/tree', 'tree', 'x1', '', ''),
  '',
].join('\n');

it('reads branches by name, and of several tags of a commit the alphabetically first', () => {
  const { branches, tags } = parseRefs(OUTPUT);
  expect([...branches]).toEqual([
    ['a/b', 'c1'],
    ['main', 'c2'],
  ]);
  expect([...tags]).toEqual([['c1', 'v10']]);
});

it('sees whether a remote moved, whatever other refs it has', () => {
  const mirror = parseRefs(OUTPUT);
  const remote = [...mirror.raw].map(([ref, oid]) => ({ ref, oid }));
  const noise = [
    { ref: 'HEAD', oid: 'c2' },
    { ref: 'refs/pull/1/head', oid: 'c9' },
    { ref: 'refs/tags/v10^{}', oid: 'c1' },
  ];
  expect(holdsTheSame([...remote, ...noise], mirror)).toBe(true);
  expect(holdsTheSame(remote.slice(1), mirror)).toBe(false);
  expect(holdsTheSame([...remote, { ref: 'refs/tags/v3', oid: 'c1' }], mirror)).toBe(false);
  expect(holdsTheSame([{ ref: remote[0]!.ref, oid: 'c7' }, ...remote.slice(1)], mirror)).toBe(false);
});
