import { platformAddress } from './platform-address';
import { toReleasesData, type Release } from './releases';

it.each([
  ['Gitlab', 'http://h:8080/a/b.git', ['http://h:8080/api/v4/projects/a%2Fb']],
  ['Gitlab', 'https://gitlab.com/x.git', ['https://gitlab.com/api/v4/projects/x']],
  ['Gitlab', 'https://h/a/my.github.io.git', ['https://h/api/v4/projects/a%2Fmy.github.io']],
  ['Gitlab', 'https://h/a.git/b.git', ['https://h/api/v4/projects/a.git%2Fb']],
  [
    'Gitlab',
    'https://git.example.com/a/b/c/d.git',
    [
      'https://git.example.com/api/v4/projects/a%2Fb%2Fc%2Fd',
      'https://git.example.com/a/api/v4/projects/b%2Fc%2Fd',
      'https://git.example.com/a/b/api/v4/projects/c%2Fd',
    ],
  ],
  ['Github', 'https://github.com/a/b.git', ['https://api.github.com/repos/a/b']],
  ['Github', 'https://github.com/a/b.github.io.git', ['https://api.github.com/repos/a/b.github.io']],
  ['Github', 'https://git.example.com/a/b.git', ['https://git.example.com/api/v3/repos/a/b']],
] as const)('%s %s', (platform, url, projects) => {
  expect(platformAddress(platform, url, null).projects).toEqual(projects);
});

it('knows which hosts have an API for certain', () => {
  const isKnown = (platform: 'Gitlab' | 'Github', url: string) =>
    platformAddress(platform, url, null).isKnown;
  expect(isKnown('Github', 'https://github.com/a/b.git')).toBe(true);
  expect(isKnown('Gitlab', 'https://gitlab.com/a/b.git')).toBe(true);
  expect(isKnown('Gitlab', 'https://github.com/a/b.git')).toBe(false);
});

it('stores releases as tag to pairs, and none as null', () => {
  expect(toReleasesData([])).toBeNull();
  expect(toReleasesData([{ tag: 'v1', assets: [['a.bin', 'u']] }])).toBe('{"v1":[["a.bin","u"]]}');
  expect(JSON.parse(toReleasesData([{ tag: '__proto__', assets: [['ä', 'u']] }])!)).toHaveProperty(
    ['__proto__'],
    [['ä', 'u']],
  );
});

it('keeps the newest releases when they are too many for one message', () => {
  const releases = Array.from({ length: 10_000 }, (_, index): Release => ({
    tag: `v${index}`,
    assets: [['я'.repeat(50), 'https://host/asset']],
  }));
  const text = toReleasesData(releases)!;
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(700 * 1_024);
  const tags = Object.keys(JSON.parse(text));
  expect(tags[0]).toBe('v0');
  expect(tags.length).toBeGreaterThan(3_000);
  expect(tags).toEqual(releases.slice(0, tags.length).map(({ tag }) => tag));
});
