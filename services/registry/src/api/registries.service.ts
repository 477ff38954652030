import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireAccess, seesPrivateRegistries } from '@unitfleet/access';
import {
  type Actor,
  type Commit,
  type createRepositoryRegistry,
  DomainError,
  type getRegistrySource,
  type listBranchCommits,
  type listRepositoryRegistries,
  type OperationInput,
  type OperationResponse,
  repositoryRegistryDeleted,
  type RepositoryRegistryView,
} from '@unitfleet/contracts';
import { isUniqueViolation, Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { CredentialStore } from '../data/credential-store';
import { MirrorsClient } from '../data/mirrors.client';
import { RegistriesRepository } from '../data/registries.repository';
import { RepoEntity } from '../data/repo.entity';
import { RepositoryRegistryEntity } from '../data/repository-registry.entity';
import { CredentialBook } from '../domain/credential-book';
import { requireCredentials, requirePlatform, requireRepositoryUrl } from '../domain/repository-source';
import { RegistrySyncService } from './registry-sync.service';
import { registryView } from './registry.view';

const DEFAULT_COMMITS = 10;

const urlTaken = (): DomainError =>
  new DomainError('RepositoryRegistry', 'there is a registry of this repository already');

/** Repository registries (`docs/protocol/rest-graphql.md 4.4`). */
@Injectable()
export class RegistriesService {
  constructor(
    private readonly registries: RegistriesRepository,
    private readonly sync: RegistrySyncService,
    private readonly credentials: CredentialStore,
    private readonly mirrors: MirrorsClient,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Creates and waits for the first synchronisation, whose failure is in the answer. */
  async create(
    actor: Actor,
    request: OperationInput<typeof createRepositoryRegistry>,
  ): Promise<RepositoryRegistryView> {
    const begun = performance.now();
    requireAccess('registry.create', actor, {});
    const registry = await this.compose(actor.kind === 'User' ? actor.uuid : '', request);
    const requestId = await this.transactions
      .run(async (transaction) => {
        const id = this.sync.request(transaction, registry, registry.creatorUuid);
        await transaction.manager.insert(RepositoryRegistryEntity, registry);
        return id;
      })
      .catch((error) => {
        throw isUniqueViolation(error, 'repository_registry_url') ? urlTaken() : error;
      });
    await this.sync.settled(registry.uuid, requestId, begun);
    return this.view(registry.uuid);
  }

  async get(actor: Actor, uuid: string): Promise<RepositoryRegistryView> {
    const registry = await this.registries.get(uuid);
    requireAccess('registry.get', actor, { isPublic: registry.isPublicRepository, ownCredentials: null });
    return this.view(uuid);
  }

  async list(
    actor: Actor,
    request: OperationInput<typeof listRepositoryRegistries>,
  ): Promise<{ count: number; repositoriesRegistry: RepositoryRegistryView[] }> {
    requireAccess('registry.list', actor, {});
    const [registries, count] = await this.registries.list(request, !seesPrivateRegistries(actor));
    const branches = await this.mirrors.branchesForView(registries.map(({ uuid }) => uuid));
    return {
      count,
      repositoriesRegistry: registries.map((registry) => registryView(registry, branches.get(registry.uuid))),
    };
  }

  /** Here limit 0 means none (`docs/protocol/rest-graphql.md 2.2`). */
  async commits(actor: Actor, request: OperationInput<typeof listBranchCommits>): Promise<Commit[]> {
    const registry = await this.registries.get(request.uuid);
    this.sync.requireRegistryAccess('registry.list-commits', actor, registry);
    const limit = request.limit ?? DEFAULT_COMMITS;
    if (limit === 0) return [];
    const { uuid: registryUuid, repoBranch: branch, onlyTag, offset } = request;
    return this.mirrors.commits({ registryUuid, branch, onlyTag, offset, limit });
  }

  async delete(actor: Actor, uuid: string): Promise<null> {
    await this.transactions.run(async ({ manager, emit }) => {
      const registry = await RegistriesRepository.lock(manager, uuid);
      requireAccess('registry.delete', actor, { creatorUuid: registry.creatorUuid });
      // A Repo that is being created waits for this row's lock, and finds the registry gone.
      if (await manager.existsBy(RepoEntity, { repositoryRegistryUuid: uuid }))
        throw new DomainError('Validation', 'the registry still has Repos');
      await manager.delete(RepositoryRegistryEntity, { uuid });
      emit(repositoryRegistryDeleted, { uuid, version: registry.version + 1 }, { uuid });
    });
    return null;
  }

  /** For the builder alone. */
  async source(
    actor: Actor,
    request: OperationInput<typeof getRegistrySource>,
  ): Promise<OperationResponse<typeof getRegistrySource>> {
    requireAccess('registry.backend-sync', actor, {});
    const registry = await this.registries.get(request.uuid);
    const { platform, repositoryUrl, isPublicRepository } = registry;
    const credentials = isPublicRepository
      ? null
      : this.credentials.read(registry).forSync(request.onBehalfOf);
    return { platform, repositoryUrl, isPublicRepository, credentials };
  }

  private async compose(
    creatorUuid: string,
    request: OperationInput<typeof createRepositoryRegistry>,
  ): Promise<RepositoryRegistryEntity> {
    const { repositoryUrl, isPublicRepository } = request;
    requireRepositoryUrl(repositoryUrl);
    const platform = requirePlatform(request.platform);
    const own = isPublicRepository ? null : requireCredentials(request.credentials);
    if (await this.registries.hasUrl(repositoryUrl)) throw urlTaken();
    const now = new Date(this.clock.now());
    const registry = Object.assign(new RepositoryRegistryEntity(), {
      uuid: randomUUID(),
      version: 0,
      platform,
      repositoryUrl,
      isPublicRepository,
      createDatetime: now,
      lastUpdateDatetime: now,
      creatorUuid,
    });
    if (own) {
      const status = await this.mirrors.judge(platform, repositoryUrl, own);
      this.credentials.write(registry, CredentialBook.EMPTY.with(creatorUuid, { credentials: own, status }));
    }
    return registry;
  }

  private async view(uuid: string): Promise<RepositoryRegistryView> {
    const branches = await this.mirrors.branchesForView([uuid]);
    return registryView(await this.registries.get(uuid), branches.get(uuid));
  }
}
