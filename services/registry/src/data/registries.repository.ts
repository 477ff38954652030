import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { notFound, type listRepositoryRegistries, type OperationInput } from '@unitfleet/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { addAnyOf, addOrder, addSearch, listPage } from './list-query';
import { RepositoryRegistryEntity } from './repository-registry.entity';

const WHAT = 'Repository registry';

@Injectable()
export class RegistriesRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @throws DomainError Validation for an unknown uuid. */
  async get(uuid: string): Promise<RepositoryRegistryEntity> {
    const registry = await this.source.getRepository(RepositoryRegistryEntity).findOneBy({ uuid });
    if (!registry) throw notFound(WHAT, uuid);
    return registry;
  }

  hasUrl(repositoryUrl: string): Promise<boolean> {
    return this.source.getRepository(RepositoryRegistryEntity).existsBy({ repositoryUrl });
  }

  /** Keys in their order, some at a time. */
  async uuidsAfter(uuid: string, limit: number): Promise<string[]> {
    const rows: { uuid: string }[] = await this.source.query(
      'select uuid from repository_registry where uuid > $1 order by uuid limit $2',
      [uuid, limit],
    );
    return rows.map((row) => row.uuid);
  }

  async list(
    request: OperationInput<typeof listRepositoryRegistries>,
    isPublicOnly: boolean,
  ): Promise<[RepositoryRegistryEntity[], number]> {
    const query = this.source.getRepository(RepositoryRegistryEntity).createQueryBuilder('registry');
    const isPublic = isPublicOnly || request.isPublicRepository;
    if (typeof isPublic === 'boolean')
      query.andWhere('registry.isPublicRepository = :isPublic', { isPublic });
    if (request.creatorUuid)
      query.andWhere('registry.creatorUuid = :creator', { creator: request.creatorUuid });
    addAnyOf(query, 'registry.uuid', request.uuids);
    addSearch(query, ['registry.repositoryUrl'], request.searchString);
    addOrder(query, {
      'registry.createDatetime': request.orderByCreateDate,
      'registry.lastUpdateDatetime': request.orderByLastUpdate,
    });
    return listPage(query, request);
  }

  /** Whether the outcome of a synchronisation is still to come. */
  async isAwaiting(uuid: string, requestId: string): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      'select 1 from repository_registry where uuid = $1 and sync_request_id = $2',
      [uuid, requestId],
    );
    return rows.length > 0;
  }

  static findLocked(manager: EntityManager, uuid: string): Promise<RepositoryRegistryEntity | null> {
    return manager.findOne(RepositoryRegistryEntity, {
      where: { uuid },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** @throws DomainError Validation for an unknown uuid. */
  static async lock(manager: EntityManager, uuid: string): Promise<RepositoryRegistryEntity> {
    const registry = await RegistriesRepository.findLocked(manager, uuid);
    if (!registry) throw notFound(WHAT, uuid);
    return registry;
  }
}
