import { assetsOfTag } from './release-assets';

it('finds the assets of a tag, and none of anything else', () => {
  const releases = '{"v1":[["a.bin","u"]],"v2":[]}';
  expect(assetsOfTag(releases, 'v1')).toEqual([{ name: 'a.bin', link: 'u' }]);
  for (const tag of ['v2', 'v3', 'constructor', null]) expect(assetsOfTag(releases, tag)).toEqual([]);
  expect(assetsOfTag(null, 'v1')).toEqual([]);
});
