import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { notFound, type listDashboards, type OperationInput } from '@unitfleet/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { DashboardEntity } from './dashboard.entity';

const asPattern = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

@Injectable()
export class DashboardsRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @throws DomainError Validation for an unknown uuid. */
  async get(uuid: string): Promise<DashboardEntity> {
    const dashboard = await this.source.getRepository(DashboardEntity).findOneBy({ uuid });
    if (!dashboard) throw notFound('Dashboard', uuid);
    return dashboard;
  }

  /** A page of somebody's dashboards, and how many there are; every word of the search must be part of the name. */
  async listOf(
    creatorUuid: string,
    request: OperationInput<typeof listDashboards>,
  ): Promise<[DashboardEntity[], number]> {
    const query = this.source
      .getRepository(DashboardEntity)
      .createQueryBuilder('dashboard')
      .where('dashboard.creatorUuid = :creatorUuid', { creatorUuid });
    const words = (request.searchString ?? '').split(/\s+/).filter((word) => word !== '');
    words.forEach((word, index) =>
      query.andWhere(`dashboard.name ilike :word${index}`, { [`word${index}`]: asPattern(word) }),
    );
    const { orderByCreateDate, limit, offset } = request;
    if (orderByCreateDate)
      query.addOrderBy('dashboard.createDatetime', orderByCreateDate === 'asc' ? 'ASC' : 'DESC');
    query.addOrderBy('dashboard.uuid', 'ASC');
    if (limit) query.limit(limit);
    if (offset) query.offset(offset);
    return query.getManyAndCount();
  }

  /**
   * Has the dashboard, its panels and their links to itself until the transaction ends.
   *
   * @throws DomainError Validation for an unknown uuid.
   */
  static async lock(manager: EntityManager, uuid: string): Promise<DashboardEntity> {
    const lock = { mode: 'pessimistic_write' } as const;
    const dashboard = await manager.findOne(DashboardEntity, { where: { uuid }, lock });
    if (!dashboard) throw notFound('Dashboard', uuid);
    return dashboard;
  }

  /** Counts a change of something that belongs to a locked dashboard. */
  static async touch(manager: EntityManager, { uuid }: DashboardEntity): Promise<void> {
    await manager.increment(DashboardEntity, { uuid }, 'version', 1);
  }
}
