import { Injectable } from '@nestjs/common';
import type { Version } from '@unitfleet/contracts';
import { targetVersionRule, type UnitVersionChoice } from '@unitfleet/unit-files';
import { MirrorClient, type Templates } from '../../data/clients/mirror.client';
import { RepoClient, type RepoDescription } from '../../data/clients/repo.client';
import { assetLink } from '../../domain/release-assets';
import { VersionLookup } from './version-lookup';

/** What decides about the version of a Unit that exists or is to be. */
export interface VersionWish extends UnitVersionChoice {
  readonly repoUuid: string;
  readonly targetFirmwarePlatform: string | null;
}

/** The version that a Unit is to run, and what it says about the Unit. */
export interface TargetVersion {
  readonly repo: RepoDescription;
  readonly version: Version;
  readonly templates: Templates;
}

/**
 * Asset that a compiled Unit downloads; null for other Repos. Throws GitRepo (422 code 5) where the target's release
 * has none for the Unit's platform.
 */
export const linkOf = (
  wish: Pick<VersionWish, 'targetFirmwarePlatform'>,
  { repo, version }: TargetVersion,
): string | null =>
  repo.isCompilableRepo ? assetLink(repo.releasesData, version.tag, wish.targetFirmwarePlatform) : null;

/** Finds target versions (`docs/protocol/device.md 6.2`). */
@Injectable()
export class TargetVersionService {
  constructor(
    private readonly repos: RepoClient,
    private readonly mirrors: MirrorClient,
  ) {}

  lookup(): VersionLookup {
    return new VersionLookup(this.repos, this.mirrors);
  }

  /** Throws Unit (7), Repo (6) or GitRepo (5) where the wish cannot be fulfilled. */
  async versionOf(wish: VersionWish, lookup = this.lookup()): Promise<Version> {
    const repo = await lookup.repo(wish.repoUuid);
    return lookup.version(repo.repositoryRegistryUuid, targetVersionRule(wish, repo));
  }

  /** The same with its templates, which must be valid. */
  async resolve(wish: VersionWish, lookup = this.lookup()): Promise<TargetVersion> {
    const repo = await lookup.repo(wish.repoUuid);
    const registryUuid = repo.repositoryRegistryUuid;
    const version = await lookup.version(registryUuid, targetVersionRule(wish, repo));
    const templates = await lookup.templates(registryUuid, version.commit);
    return { repo, version, templates };
  }
}
