import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  type Actor,
  type createRepo,
  DomainError,
  type listRepos,
  type OperationInput,
  repoCreated,
  repoDeleted,
  type RepoView,
} from '@unitfleet/contracts';
import { isUniqueViolation, Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import type { EntityManager } from 'typeorm';
import { MirrorsClient } from '../data/mirrors.client';
import { PermissionEntity } from '../data/permission.entity';
import { RegistriesRepository } from '../data/registries.repository';
import { RepoEntity } from '../data/repo.entity';
import { ReposRepository } from '../data/repos.repository';
import { UnitsClient } from '../data/units.client';
import { requireRepoName, type Alphabets } from '../domain/account-rules';
import { REGISTRY_SETTINGS, type RegistrySettings } from '../settings';
import { RegistrySyncService } from './registry-sync.service';
import { repoView } from './repo.view';

/** What a refused insert or update of a Repo's row means. */
export const refusedRow = (error: unknown): unknown =>
  isUniqueViolation(error, 'repos_name') ? new DomainError('Repo', 'the name is taken') : error;

/** Repos (`docs/protocol/rest-graphql.md 4.5`). */
@Injectable()
export class ReposService {
  private readonly alphabets: Alphabets;

  constructor(
    private readonly repos: ReposRepository,
    private readonly registries: RegistriesRepository,
    private readonly sync: RegistrySyncService,
    private readonly mirrors: MirrorsClient,
    private readonly units: UnitsClient,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(REGISTRY_SETTINGS) settings: RegistrySettings,
  ) {
    this.alphabets = {
      name: settings.PU_AVAILABLE_NAME_ENTITY_SYMBOLS,
      password: settings.PU_AVAILABLE_PASSWORD_SYMBOLS,
    };
  }

  async create(actor: Actor, request: OperationInput<typeof createRepo>): Promise<RepoView> {
    const registry = await this.registries.get(request.repositoryRegistryUuid);
    this.sync.requireRegistryAccess('repo.create', actor, registry);
    requireRepoName(request.name, this.alphabets);
    await this.requireBranch(registry.uuid, request.defaultBranch);
    const now = new Date(this.clock.now());
    const created = this.transactions.run(async ({ manager, emit }) => {
      await RegistriesRepository.lock(manager, registry.uuid);
      const repo = Object.assign(new RepoEntity(), {
        ...request,
        uuid: randomUUID(),
        version: 1,
        createDatetime: now,
        lastUpdateDatetime: now,
        defaultCommit: null,
        isAutoUpdateRepo: true,
        isOnlyTagUpdate: true,
        creatorUuid: actor.kind === 'User' ? actor.uuid : '',
        repositoryUrl: registry.repositoryUrl,
      });
      await manager.insert(RepoEntity, repo);
      await grantToCreator(manager, repo);
      emit(repoCreated, repo, { uuid: repo.uuid, repositoryRegistryUuid: registry.uuid });
      return repoView(repo);
    });
    return created.catch((error) => Promise.reject(refusedRow(error)));
  }

  async get(actor: Actor, uuid: string): Promise<RepoView> {
    const repo = await this.repos.get(uuid);
    requireAccess('repo.get', actor, await this.repos.sightOf(actor, repo));
    return repoView(repo);
  }

  async list(
    actor: Actor,
    request: OperationInput<typeof listRepos>,
  ): Promise<{ count: number; repos: RepoView[] }> {
    requireAccess('repo.list', actor, {});
    const [repos, count] = await this.repos.list(actor, request);
    return { count, repos: repos.map(repoView) };
  }

  /** For `units`: asked as the platform everything that exists, asked as somebody else only what that agent sees. */
  async describe(actor: Actor, uuids: string[]): Promise<(RepoView & { releasesData: string | null })[]> {
    const found = await this.repos.describe(uuids);
    if (actor.kind !== 'Backend')
      for (const { repo } of found) requireAccess('repo.get', actor, await this.repos.sightOf(actor, repo));
    return found.map(({ repo, releasesData }) => ({ ...repoView(repo), releasesData }));
  }

  async delete(actor: Actor, uuid: string): Promise<null> {
    const { creatorUuid } = await this.repos.get(uuid);
    requireAccess('repo.delete', actor, { creatorUuid });
    return this.units.reserving(uuid, null, () =>
      this.transactions.run(async ({ manager, emit }) => {
        const repo = await ReposRepository.lock(manager, uuid);
        await manager.delete(RepoEntity, { uuid });
        emit(repoDeleted, { uuid, version: repo.version + 1 }, { uuid });
        return null;
      }),
    );
  }

  /** @throws DomainError GitRepo for a branch that the mirror does not have. */
  async requireBranch(registryUuid: string, branch: string): Promise<void> {
    const branches = await this.mirrors.branches(registryUuid);
    if (!branches.includes(branch))
      throw new DomainError('GitRepo', `the repository has no branch ${JSON.stringify(branch)}`);
  }

  requireName(name: string): void {
    requireRepoName(name, this.alphabets);
  }
}

const grantToCreator = async (manager: EntityManager, repo: RepoEntity): Promise<void> => {
  await manager.insert(PermissionEntity, {
    agentType: 'User',
    agentUserUuid: repo.creatorUuid,
    resourceType: 'Repo',
    resourceRepoUuid: repo.uuid,
  });
};
