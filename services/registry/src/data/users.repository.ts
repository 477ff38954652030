import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  notFound,
  USER_ROLES,
  USER_STATUSES,
  type listUsers,
  type OperationInput,
} from '@unitfleet/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { addAnyOf, addEnum, addOrder, addSearch, listPage } from './list-query';
import { UserEntity } from './user.entity';

/** A user as seen through one session. */
export interface Standing {
  readonly user: UserEntity;
  /** True also when no session was asked for. */
  readonly isSessionOpen: boolean;
}

@Injectable()
export class UsersRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  find(uuid: string): Promise<UserEntity | null> {
    return this.source.getRepository(UserEntity).findOneBy({ uuid });
  }

  /** @throws DomainError Validation for an unknown uuid. */
  async get(uuid: string): Promise<UserEntity> {
    const user = await this.find(uuid);
    if (!user) throw notFound('User', uuid);
    return user;
  }

  /**
   * Whose login this is, and whose chat: at most one of each, the login first. They are different people when somebody
   * chose the digits of a foreign chat as login, and each is then known by the own password only (10B.14).
   */
  findByCredentials(text: string): Promise<UserEntity[]> {
    return this.source
      .getRepository(UserEntity)
      .createQueryBuilder('user')
      .where('user.login = :text or user.telegramChatId = :text', { text })
      .orderBy('case when user.login = :text then 0 else 1 end')
      .getMany();
  }

  async list(request: OperationInput<typeof listUsers>): Promise<[UserEntity[], number]> {
    const query = this.source.getRepository(UserEntity).createQueryBuilder('user');
    addEnum(query, 'user.role', USER_ROLES, request.role);
    addEnum(query, 'user.status', USER_STATUSES, request.status);
    addAnyOf(query, 'user.uuid', request.uuids);
    addSearch(query, ['user.login'], request.searchString);
    addOrder(query, { 'user.createDatetime': request.orderByCreateDate });
    return listPage(query, request);
  }

  async standing(uuid: string, sid: string | null, now: Date): Promise<Standing | null> {
    const user = await this.find(uuid);
    if (!user || sid === null) return user && { user, isSessionOpen: true };
    const open: unknown[] = await this.source.query(
      'select 1 from sessions where sid = $1 and user_uuid = $2 and expires_at > $3',
      [sid, uuid, now],
    );
    return { user, isSessionOpen: open.length > 0 };
  }

  async standings(
    uuids: readonly string[],
  ): Promise<{ uuid: string; isBlocked: boolean; version: number }[]> {
    return this.source.query(
      `select uuid, status = 'Blocked' as "isBlocked", version from users where uuid = any($1)`,
      [uuids],
    );
  }

  /** @throws DomainError Validation for an unknown uuid. */
  static async lock(manager: EntityManager, uuid: string): Promise<UserEntity> {
    const user = await manager.findOne(UserEntity, { where: { uuid }, lock: { mode: 'pessimistic_write' } });
    if (!user) throw notFound('User', uuid);
    return user;
  }

  /** Whether nobody has registered yet; of several who ask at once, those after the first wait for its outcome. */
  static async isFirst(manager: EntityManager): Promise<boolean> {
    const nobody = 'select not exists (select 1 from users) as first';
    const [before] = await manager.query(nobody);
    if (!before.first) return false;
    await manager.query("select pg_advisory_xact_lock(hashtextextended('registry/first-user', 0))");
    const [after] = await manager.query(nobody);
    return after.first;
  }
}
