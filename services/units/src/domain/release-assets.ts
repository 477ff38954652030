import { DomainError } from '@unitfleet/contracts';
import { z } from 'zod';

/** `{"<tag>": [["<asset name>", "<url>"], ...]}` (`docs/protocol/device.md 5.4`). */
const releasesSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));

const readReleases = (text: string): z.infer<typeof releasesSchema> => {
  try {
    return releasesSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new DomainError('JsonDecode', 'the releases of the repository cannot be read', { cause });
  }
};

/**
 * Link of what a compiled Unit downloads: the asset of the tag whose name is the Unit's platform. Throws GitRepo (422
 * code 5) where there is none.
 */
export const assetLink = (
  releasesData: string | null,
  tag: string | null,
  platform: string | null,
): string => {
  if (!platform) throw new DomainError('GitRepo', 'A Unit of a compilable Repo needs a target platform');
  if (!tag) throw new DomainError('GitRepo', 'The target version has no tag, so it has no release');
  const assets = releasesData === null ? undefined : readReleases(releasesData)[tag];
  const asset = assets?.find(([name]) => name === platform);
  if (!asset) throw new DomainError('GitRepo', `The release ${tag} has nothing for platform ${platform}`);
  return asset[1];
};
