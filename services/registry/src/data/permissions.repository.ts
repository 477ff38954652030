import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { notFound, type OperationInput, type listRepoPermissions } from '@unitfleet/contracts';
import { isUniqueViolation, type Transaction } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';
import { permissionExists, type AgentType } from '../domain/permission-rules';
import { listPage } from './list-query';
import { PermissionEntity } from './permission.entity';

/** A Unit's permission is given, and its departure taken note of, one after the other. */
const LOCK_UNIT = "select pg_advisory_xact_lock(hashtextextended('registry/unit/' || $1, 0))";

/** Permissions for Repos. */
@Injectable()
export class PermissionsRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  list(
    request: OperationInput<typeof listRepoPermissions>,
    agentType: AgentType | null,
  ): Promise<[PermissionEntity[], number]> {
    const query = this.source
      .getRepository(PermissionEntity)
      .createQueryBuilder('permission')
      .where('permission.resourceRepoUuid = :repo', { repo: request.resourceUuid });
    if (agentType) query.andWhere('permission.agentType = :agentType', { agentType });
    return listPage(query.orderBy('permission.uuid'), request);
  }

  /**
   * @throws DomainError Permission for a pair that is there already, Validation for a Unit or a Repo that went away
   * meanwhile.
   */
  async add({ manager }: Transaction, permission: PermissionEntity): Promise<void> {
    const { agentUnitUuid } = permission;
    if (agentUnitUuid) {
      await manager.query(LOCK_UNIT, [agentUnitUuid]);
      const gone: unknown[] = await manager.query('select 1 from departed_units where uuid = $1', [
        agentUnitUuid,
      ]);
      if (gone.length > 0) throw notFound('Unit', agentUnitUuid);
    }
    await manager.insert(PermissionEntity, permission).catch((error: unknown) => {
      const isPair =
        isUniqueViolation(error, 'permissions_of_user') || isUniqueViolation(error, 'permissions_of_unit');
      throw isPair ? permissionExists() : error;
    });
  }

  /** Answers whether there was one. */
  async remove({ manager }: Transaction, agentUuid: string, repoUuid: string): Promise<boolean> {
    const [, removed] = await manager.query(
      'delete from permissions where resource_repo_uuid = $2 and $1 in (agent_user_uuid, agent_unit_uuid)',
      [agentUuid, repoUuid],
    );
    return removed > 0;
  }

  /** A Unit is gone: it holds nothing, and gets nothing that is being given just now. */
  async forgetUnit({ manager }: Transaction, uuid: string, now: Date): Promise<void> {
    await manager.query(LOCK_UNIT, [uuid]);
    await manager.query(
      'insert into departed_units (uuid, departed_at) values ($1, $2) on conflict do nothing',
      [uuid, now],
    );
    await manager.query('delete from permissions where agent_unit_uuid = $1', [uuid]);
  }
}
