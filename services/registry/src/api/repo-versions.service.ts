import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  type Actor,
  type getRepoVersions,
  isDomainError,
  type listRepoPlatforms,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { repoTargetRule } from '@unitfleet/unit-files';
import { MirrorsClient } from '../data/mirrors.client';
import type { RepoEntity } from '../data/repo.entity';
import { ReposRepository } from '../data/repos.repository';
import { RegistriesRepository } from '../data/registries.repository';
import { UnitsClient } from '../data/units.client';
import { assetsOfTag } from '../domain/release-assets';

/** Which versions a Repo's Units run, and for which platforms there are releases. */
@Injectable()
export class RepoVersionsService {
  constructor(
    private readonly repos: ReposRepository,
    private readonly registries: RegistriesRepository,
    private readonly mirrors: MirrorsClient,
    private readonly units: UnitsClient,
  ) {}

  async versions(actor: Actor, uuid: string): Promise<OperationResponse<typeof getRepoVersions>> {
    const repo = await this.repos.get(uuid);
    requireAccess('repo.list-versions', actor, await this.repos.sightOf(actor, repo));
    const versions = await this.units.versionsOf(uuid);
    const commits = versions.map(({ commit }) => commit);
    const tags = await this.mirrors.tags(repo.repositoryRegistryUuid, commits);
    const sorted = versions
      .map(({ commit, unitCount }) => ({ commit, unitCount, tag: tags[commit] ?? null }))
      .sort((left, right) => right.unitCount - left.unitCount || (left.commit < right.commit ? -1 : 1));
    return { unitCount: sorted.reduce((sum, { unitCount }) => sum + unitCount, 0), versions: sorted };
  }

  /** A tag or commit without a release has none (10B.27). */
  async platforms(
    actor: Actor,
    request: OperationInput<typeof listRepoPlatforms>,
  ): Promise<OperationResponse<typeof listRepoPlatforms>> {
    const repo = await this.repos.get(request.uuid);
    requireAccess('repo.list-platforms', actor, await this.repos.sightOf(actor, repo));
    const { releasesData } = await this.registries.get(repo.repositoryRegistryUuid);
    if (!repo.isCompilableRepo || releasesData === null) return { platforms: [] };
    return { platforms: assetsOfTag(releasesData, await this.tagFor(repo, request)) };
  }

  private async tagFor(
    repo: RepoEntity,
    { targetTag, targetCommit }: OperationInput<typeof listRepoPlatforms>,
  ): Promise<string | null> {
    if (targetTag) return targetTag;
    const registryUuid = repo.repositoryRegistryUuid;
    if (targetCommit) return (await this.mirrors.tags(registryUuid, [targetCommit]))[targetCommit] ?? null;
    try {
      return (await this.mirrors.version({ registryUuid, ...repoTargetRule(repo) })).tag;
    } catch (error) {
      if (isDomainError(error) && (error.errorCode === 'GitRepo' || error.errorCode === 'Repo')) return null;
      throw error;
    }
  }
}
