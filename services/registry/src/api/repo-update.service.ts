import { Injectable } from '@nestjs/common';
import { isStricter, requireAccess } from '@unitfleet/access';
import {
  type Actor,
  DomainError,
  type EventData,
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
import { UnitsClient } from '../data/units.client';
import {
  applyRepoChanges,
  requireConsistent,
  type RepoChanges,
  type RepoSettings,
} from '../domain/repo-changes';
import { repoView } from './repo.view';
import { refusedRow, ReposService } from './repos.service';

const REPOS_PER_TRANSACTION = 200;
const MAX_ATTEMPTS = 5;

/** Why Units are to follow. */
type Cause = EventData<typeof repoUnitsUpdateRequested>['cause'];

/** Somebody else changed the Repo between the checks and the change. */
class OvertakenError extends Error {}

/** Changes of a Repo, and having its Units follow them. */
@Injectable()
export class RepoUpdateService {
  constructor(
    private readonly repos: ReposRepository,
    private readonly service: ReposService,
    private readonly mirrors: MirrorsClient,
    private readonly units: UnitsClient,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** What was checked is what is changed: a Repo that somebody else changed meanwhile is checked again. */
  async update(actor: Actor, request: OperationInput<typeof updateRepo>): Promise<RepoView> {
    const { uuid, ...changes } = request;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const before = await this.repos.get(uuid);
      requireAccess('repo.update', actor, { creatorUuid: before.creatorUuid });
      try {
        return await this.checkAndChange(before, changes);
      } catch (error) {
        if (!(error instanceof OvertakenError)) throw refusedRow(error);
      }
    }
    throw new DomainError('Repo', 'the Repo is being changed by somebody else, try again');
  }

  /** Every auto-update Unit of the Repo is to follow its target version. */
  async updateUnits(actor: Actor, uuid: string): Promise<null> {
    const { creatorUuid } = await this.repos.get(uuid);
    requireAccess('repo.update-units', actor, { creatorUuid });
    await this.transactions.run(async (transaction) => {
      const repo = await ReposRepository.lock(transaction.manager, uuid);
      await this.requestUnitsOf(transaction, repo, 'request');
    });
    return null;
  }

  /** The same for all auto-update Repos. */
  async updateAll(actor: Actor): Promise<null> {
    requireAccess('repo.bulk-update', actor, {});
    for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after;) {
      const reached: string = after;
      after = await this.transactions.run((transaction) => this.requestSome(transaction, reached, 'request'));
    }
    return null;
  }

  /** The same for some of them, whose keys are behind this one; answers the last of them, null when there was none. */
  async requestSome(transaction: Transaction, after: string, cause: Cause): Promise<string | null> {
    const repos = await transaction.manager
      .createQueryBuilder(RepoEntity, 'repo')
      .where('repo.isAutoUpdateRepo and repo.uuid > :after', { after })
      .orderBy('repo.uuid')
      .limit(REPOS_PER_TRANSACTION)
      .setLock('pessimistic_write')
      .getMany();
    for (const repo of repos) await this.requestUnitsOf(transaction, repo, cause);
    return repos.at(-1)?.uuid ?? null;
  }

  private async requestUnitsOf(transaction: Transaction, repo: RepoEntity, cause: Cause): Promise<void> {
    repo.version += 1;
    await transaction.manager.update(RepoEntity, { uuid: repo.uuid }, { version: repo.version });
    requestUnits(transaction, repo, cause);
  }

  /** Checks of `docs/protocol/rest-graphql.md 4.5`, in its order. */
  private async checkAndChange(before: RepoEntity, changes: RepoChanges): Promise<RepoView> {
    const settings = applyRepoChanges(before, changes);
    const { uuid, repositoryRegistryUuid } = before;
    if (typeof changes.name === 'string') this.service.requireName(changes.name);
    if (typeof changes.defaultBranch === 'string')
      await this.service.requireBranch(repositoryRegistryUuid, changes.defaultBranch);
    const proceed = async (): Promise<RepoView> => {
      await this.requireVersion(repositoryRegistryUuid, settings, changes);
      requireConsistent(settings);
      return this.change(before, settings);
    };
    const { visibilityLevel } = settings;
    return isStricter(visibilityLevel, before.visibilityLevel)
      ? this.units.reserving(uuid, visibilityLevel, proceed)
      : proceed();
  }

  private change(before: RepoEntity, settings: RepoSettings): Promise<RepoView> {
    const { uuid, repositoryRegistryUuid } = before;
    return this.transactions.run(async (transaction) => {
      const repo = await ReposRepository.lock(transaction.manager, uuid);
      if (repo.version !== before.version) throw new OvertakenError();
      Object.assign(repo, settings, {
        lastUpdateDatetime: new Date(this.clock.now()),
        version: repo.version + 1,
      });
      await transaction.manager.save(repo);
      transaction.emit(repoUpdated, repo, { uuid, repositoryRegistryUuid });
      if (!repo.isAutoUpdateRepo) requestUnits(transaction, repo, 'request');
      return repoView(repo);
    });
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

const requestUnits = (transaction: Transaction, repo: RepoEntity, cause: Cause): void =>
  transaction.emit(repoUnitsUpdateRequested, repo, { uuid: repo.uuid, cause });
