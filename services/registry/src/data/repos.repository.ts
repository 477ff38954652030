import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { visibleScope, type VisibleFacts } from '@unitfleet/access';
import {
  notFound,
  VISIBILITY_LEVELS,
  type Actor,
  type listRepos,
  type OperationInput,
} from '@unitfleet/contracts';
import { DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { addAnyOf, addOrder, addSearch, listPage } from './list-query';
import { RepoEntity } from './repo.entity';

const GRANTED = `repo.uuid in (
  select resource_repo_uuid from permissions where agent_user_uuid = :agent
  union all select resource_repo_uuid from permissions where agent_unit_uuid = :agent)`;

const uuidOf = (actor: Actor): string | null =>
  actor.kind === 'User' || actor.kind === 'Unit' ? actor.uuid : null;

@Injectable()
export class ReposRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  find(uuid: string): Promise<RepoEntity | null> {
    return this.source.getRepository(RepoEntity).findOneBy({ uuid });
  }

  /** @throws DomainError Validation for an unknown uuid. */
  async get(uuid: string): Promise<RepoEntity> {
    const repo = await this.find(uuid);
    if (!repo) throw notFound('Repo', uuid);
    return repo;
  }

  /** What decides whether the actor sees the Repo. */
  async sightOf(actor: Actor, repo: RepoEntity): Promise<VisibleFacts> {
    const agent = uuidOf(actor);
    const { creatorUuid, visibilityLevel } = repo;
    if (visibilityLevel !== 'Private' || !agent)
      return { creatorUuid, level: visibilityLevel, isGranted: false };
    const rows: unknown[] = await this.source.query(
      'select 1 from permissions where resource_repo_uuid = $1 and $2 in (agent_user_uuid, agent_unit_uuid)',
      [repo.uuid, agent],
    );
    return { creatorUuid, level: visibilityLevel, isGranted: rows.length > 0 };
  }

  async list(actor: Actor, request: OperationInput<typeof listRepos>): Promise<[RepoEntity[], number]> {
    const query = this.source.getRepository(RepoEntity).createQueryBuilder('repo');
    await this.addScope(query, actor, request.visibilityLevel ?? []);
    const { repositoryRegistryUuid, creatorUuid, isAutoUpdateRepo } = request;
    if (repositoryRegistryUuid)
      query.andWhere('repo.repositoryRegistryUuid = :repositoryRegistryUuid', { repositoryRegistryUuid });
    if (creatorUuid) query.andWhere('repo.creatorUuid = :creatorUuid', { creatorUuid });
    if (typeof isAutoUpdateRepo === 'boolean')
      query.andWhere('repo.isAutoUpdateRepo = :isAutoUpdateRepo', { isAutoUpdateRepo });
    addAnyOf(query, 'repo.uuid', request.uuids);
    addAnyOf(query, 'repo.creatorUuid', request.creatorsUuids);
    addSearch(query, ['repo.search_text'], request.searchString);
    addOrder(query, {
      'repo.createDatetime': request.orderByCreateDate,
      'repo.lastUpdateDatetime': request.orderByLastUpdate,
    });
    return listPage(query, request);
  }

  /** Repos by uuid, each with the releases of its registry. */
  async describe(uuids: readonly string[]): Promise<{ repo: RepoEntity; releasesData: string | null }[]> {
    const repos = await this.source
      .getRepository(RepoEntity)
      .createQueryBuilder('repo')
      .where('repo.uuid = any(:uuids)', { uuids })
      .getMany();
    const rows: { uuid: string; releases_data: string | null }[] = await this.source.query(
      'select uuid, releases_data from repository_registry where uuid = any($1)',
      [[...new Set(repos.map((repo) => repo.repositoryRegistryUuid))]],
    );
    const releases = new Map(rows.map((row) => [row.uuid, row.releases_data]));
    return repos.map((repo) => ({ repo, releasesData: releases.get(repo.repositoryRegistryUuid) ?? null }));
  }

  /** @throws DomainError Validation for an unknown uuid. */
  static async lock(manager: EntityManager, uuid: string): Promise<RepoEntity> {
    const repo = await manager.findOne(RepoEntity, { where: { uuid }, lock: { mode: 'pessimistic_write' } });
    if (!repo) throw notFound('Repo', uuid);
    return repo;
  }

  private async addScope(
    query: SelectQueryBuilder<RepoEntity>,
    actor: Actor,
    levels: readonly string[],
  ): Promise<void> {
    const agent = uuidOf(actor);
    // Who asks for every level sees the same with and without permissions, as far as there are any.
    const isEveryLevel = VISIBILITY_LEVELS.every((level) => levels.includes(level));
    const holdsPermissions = agent !== null && (isEveryLevel || (await this.holdsAny(agent)));
    const scope = visibleScope(actor, { levels, holdsPermissions });
    const isOpen = 'repo.visibilityLevel = any(:levels)';
    const isGranted = `(repo.visibilityLevel = any(:grantedLevels) and ${GRANTED})`;
    query.where(scope.grantedLevels.length > 0 ? `(${isOpen} or ${isGranted})` : isOpen, { ...scope, agent });
  }

  private async holdsAny(agent: string): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      `(select 1 from permissions where agent_user_uuid = $1 limit 1)
       union all (select 1 from permissions where agent_unit_uuid = $1 limit 1)`,
      [agent],
    );
    return rows.length > 0;
  }
}
