import { z } from 'zod';

/** `{tag: [[asset name, url], ...]}`, as the registry's `releases_data` holds it (`docs/protocol/device.md 5.4`). */
const releasesSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));

/** The assets of a tag, which are the platforms of a compilable Repo; none for a tag without a release. */
export const assetsOfTag = (
  releasesData: string | null,
  tag: string | null,
): { name: string; link: string }[] => {
  if (releasesData === null || tag === null) return [];
  const releases = releasesSchema.parse(JSON.parse(releasesData));
  const assets = Object.hasOwn(releases, tag) ? releases[tag]! : [];
  return assets.map(([name, link]) => ({ name, link }));
};
