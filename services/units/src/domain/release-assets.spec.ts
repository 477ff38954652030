import { assetLink } from './release-assets';

const RELEASES = JSON.stringify({
  v1: [
    ['linux_arm', 'https://x/arm'],
    ['zip', 'https://x/zip'],
  ],
});

describe('assetLink', () => {
  it('finds the asset of the tag by its exact name', () => {
    expect(assetLink(RELEASES, 'v1', 'zip')).toBe('https://x/zip');
  });

  it.each([
    ['no platform', RELEASES, 'v1', null],
    ['an empty platform', RELEASES, 'v1', ''],
    ['no tag', RELEASES, null, 'zip'],
    ['an unknown tag', RELEASES, 'v2', 'zip'],
    ['another case', RELEASES, 'v1', 'ZIP'],
    ['no releases', null, 'v1', 'zip'],
  ])('refuses %s', (_, releases, tag, platform) => {
    expect(() => assetLink(releases, tag, platform)).toThrow('422: 5: Git Repo Validation Error');
  });

  it('refuses what cannot be read', () => {
    expect(() => assetLink('[', 'v1', 'zip')).toThrow('422: 9: JSON Decode Error');
  });
});
