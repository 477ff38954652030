import { z } from 'zod';
import type { Release, ReleaseAsset } from '../../domain/releases';

const gitlabAssets = z.object({
  sources: z.array(z.object({ format: z.string(), url: z.string() })).default([]),
  links: z.array(z.object({ name: z.string(), url: z.string() })).default([]),
});

/** A page of GitLab's releases: archives of the source first, named by their format, then links. */
export const gitlabReleases = z.array(
  z.object({ tag_name: z.string(), assets: gitlabAssets }).transform(({ tag_name, assets }): Release => {
    const sources = assets.sources.map(({ format, url }): ReleaseAsset => [format, url]);
    const links = assets.links.map(({ name, url }): ReleaseAsset => [name, url]);
    return { tag: tag_name, assets: [...sources, ...links] };
  }),
);

/** A page of GitHub's releases. */
export const githubReleases = z.array(
  z
    .object({
      tag_name: z.string(),
      assets: z.array(z.object({ name: z.string(), browser_download_url: z.string() })),
    })
    .transform(({ tag_name, assets }): Release => ({
      tag: tag_name,
      assets: assets.map(({ name, browser_download_url }): ReleaseAsset => [name, browser_download_url]),
    })),
);
