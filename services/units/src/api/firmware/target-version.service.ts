import { Injectable } from '@nestjs/common';
import { isDomainError, type Version } from '@unitfleet/contracts';
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

  /**
   * The same for what a device reads about itself: where no target can be found at the moment, the version that its
   * nodes belong to. Some devices write an answer over their file before they look at its status
   * (`docs/protocol/device.md`, oddity A1), so that an error would cost them the file.
   */
  async resolveOrSynced(
    unit: VersionWish & { readonly syncedCommit: string | null },
  ): Promise<TargetVersion> {
    const lookup = this.lookup();
    try {
      return await this.resolve(unit, lookup);
    } catch (error) {
      if (!isDomainError(error) || unit.syncedCommit === null) throw error;
      return this.synced(unit.repoUuid, unit.syncedCommit, lookup).catch(() => {
        throw error;
      });
    }
  }

  private async synced(repoUuid: string, commit: string, lookup: VersionLookup): Promise<TargetVersion> {
    const repo = await lookup.repo(repoUuid);
    const templates = await lookup.templates(repo.repositoryRegistryUuid, commit);
    return { repo, version: { commit, tag: null }, templates };
  }
}
