import { platformAddress } from './platform-address';
import { toReleasesData } from './releases';

it.each([
  ['Gitlab', 'https://git.example.com/a/b/c.git', 'https://git.example.com/api/v4/projects/a%2Fb%2Fc'],
  ['Gitlab', 'http://h:8080/a/b.git', 'http://h:8080/api/v4/projects/a%2Fb'],
  ['Github', 'https://github.com/a/b.git', 'https://api.github.com/repos/a/b'],
  ['Github', 'https://git.example.com/a/b.git', 'https://git.example.com/api/v3/repos/a/b'],
] as const)('%s %s', (platform, url, project) => {
  expect(platformAddress(platform, url, null).project).toBe(project);
});

it('stores releases as tag to pairs, and none as null', () => {
  expect(toReleasesData([])).toBeNull();
  expect(toReleasesData([{ tag: 'v1', assets: [['a.bin', 'u']] }])).toBe('{"v1":[["a.bin","u"]]}');
});
