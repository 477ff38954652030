import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  type Actor,
  type OperationInput,
  repoUnitsUpdateRequested,
  repoUpdated,
  type RepoView,
  type updateRepo,
} from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { repoTargetRule } from '@unitfleet/unit-files';
import { MirrorsClient } from '../data/mirrors.client';
import { RepoEntity } from '../data/repo.entity';
import { ReposRepository } from '../data/repos.repository';
import { UnitCensusClient } from '../data/unit-census.client';
import {
  applyRepoChanges,
  requireConsistent,
  requireNoLooserUnit,
  type RepoChanges,
  type RepoSettings,
} from '../domain/repo-changes';
import { repoView } from './repo.view';
import { refusedRow, ReposService } from './repos.service';

const REPOS_PER_TRANSACTION = 200;

/** Changes of a Repo, and having its Units follow them. */
@Injectable()
export class RepoUpdateService {
  constructor(
    private readonly repos: ReposRepository,
    private readonly service: ReposService,
    private readonly mirrors: MirrorsClient,
    private readonly census: UnitCensusClient,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async update(actor: Actor, request: OperationInput<typeof updateRepo>): Promise<RepoView> {
    const { uuid, ...changes } = request;
    const before = await this.repos.get(uuid);
    requireAccess('repo.update', actor, { creatorUuid: before.creatorUuid });
    await this.check(before, changes);
    const updated = this.transactions.run(async (transaction) => {
      const repo = await ReposRepository.lock(transaction.manager, uuid);
      const settings = applyRepoChanges(repo, changes);
      requireConsistent(settings);
      Object.assign(repo, settings, {
        lastUpdateDatetime: new Date(this.clock.now()),
        version: repo.version + 1,
      });
      await transaction.manager.save(repo);
      const { repositoryRegistryUuid } = repo;
      transaction.emit(repoUpdated, repo, { uuid, repositoryRegistryUuid });
      if (!repo.isAutoUpdateRepo) requestUnits(transaction, repo);
      return repoView(repo);
    });
    return updated.catch((error) => Promise.reject(refusedRow(error)));
  }

  /** Every auto-update Unit of the Repo is to follow its target version. */
  async updateUnits(actor: Actor, uuid: string): Promise<null> {
    const { creatorUuid } = await this.repos.get(uuid);
    requireAccess('repo.update-units', actor, { creatorUuid });
    await this.transactions.run(async (transaction) => {
      const repo = await ReposRepository.lock(transaction.manager, uuid);
      await this.requestUnitsOf(transaction, repo);
    });
    return null;
  }

  /** The same for all auto-update Repos. */
  async updateAll(actor: Actor): Promise<null> {
    requireAccess('repo.bulk-update', actor, {});
    await this.requestAll();
    return null;
  }

  /** Walks through all auto-update Repos by key, some per transaction. */
  async requestAll(): Promise<void> {
    for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after;)
      after = await this.requestSome(after);
  }

  private requestSome(after: string): Promise<string | null> {
    return this.transactions.run(async (transaction) => {
      const repos = await transaction.manager
        .createQueryBuilder(RepoEntity, 'repo')
        .where('repo.isAutoUpdateRepo and repo.uuid > :after', { after })
        .orderBy('repo.uuid')
        .limit(REPOS_PER_TRANSACTION)
        .setLock('pessimistic_write')
        .getMany();
      for (const repo of repos) await this.requestUnitsOf(transaction, repo);
      return repos.at(-1)?.uuid ?? null;
    });
  }

  private async requestUnitsOf(transaction: Transaction, repo: RepoEntity): Promise<void> {
    repo.version += 1;
    await transaction.manager.update(RepoEntity, { uuid: repo.uuid }, { version: repo.version });
    requestUnits(transaction, repo);
  }

  /** Checks of `docs/protocol/rest-graphql.md 4.5`, in its order. */
  private async check(before: RepoEntity, changes: RepoChanges): Promise<void> {
    const settings = applyRepoChanges(before, changes);
    const registryUuid = before.repositoryRegistryUuid;
    if (typeof changes.name === 'string') this.service.requireName(changes.name);
    if (typeof changes.defaultBranch === 'string')
      await this.service.requireBranch(registryUuid, changes.defaultBranch);
    if (settings.visibilityLevel !== before.visibilityLevel) {
      const { loosestVisibility } = await this.census.ofRepo(before.uuid);
      requireNoLooserUnit(settings.visibilityLevel, loosestVisibility);
    }
    await this.requireVersion(registryUuid, settings, changes);
    requireConsistent(settings);
  }

  private async requireVersion(
    registryUuid: string,
    settings: RepoSettings,
    changes: RepoChanges,
  ): Promise<void> {
    const { defaultBranch: branch, defaultCommit: commit } = settings;
    if (typeof changes.defaultCommit === 'string' && branch && commit)
      await this.mirrors.version({ registryUuid, branch, select: { commit }, requireTag: false });
    await this.mirrors.version({ registryUuid, ...repoTargetRule(settings) });
  }
}

const requestUnits = (transaction: Transaction, repo: RepoEntity): void =>
  transaction.emit(repoUnitsUpdateRequested, repo, { uuid: repo.uuid });
