import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { notFound, type VisibilityLevel } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import { DataSource, In, type EntityManager } from 'typeorm';
import { UnitNodeEntity } from './unit-node.entity';

const ROWS_PER_INSERT = 1_000;

/** Rows of unit nodes. */
@Injectable()
export class UnitNodeRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  find(uuid: string): Promise<UnitNodeEntity | null> {
    return this.source.manager.findOneBy(UnitNodeEntity, { uuid });
  }

  /** Throws Validation (422 code 2) for an unknown node. */
  async get(uuid: string): Promise<UnitNodeEntity> {
    const node = await this.find(uuid);
    if (!node) throw notFound('UnitNode', uuid);
    return node;
  }

  async lock(transaction: Transaction, uuid: string): Promise<UnitNodeEntity> {
    const [node] = await this.lockMany(transaction, [uuid]);
    if (!node) throw notFound('UnitNode', uuid);
    return node;
  }

  /** In the order of their keys, so that two transactions do not wait for each other. */
  lockMany(transaction: Transaction, uuids: readonly string[]): Promise<UnitNodeEntity[]> {
    return transaction.manager.find(UnitNodeEntity, {
      where: { uuid: In([...uuids]) },
      order: { uuid: 'ASC' },
      lock: { mode: 'for_no_key_update' },
    });
  }

  ofUnit(unitUuid: string, manager: EntityManager = this.source.manager): Promise<UnitNodeEntity[]> {
    return manager.find(UnitNodeEntity, {
      where: { unitUuid },
      order: { createDatetime: 'ASC', uuid: 'ASC' },
    });
  }

  async insert(transaction: Transaction, nodes: readonly UnitNodeEntity[]): Promise<void> {
    for (let start = 0; start < nodes.length; start += ROWS_PER_INSERT)
      await transaction.manager.insert(UnitNodeEntity, nodes.slice(start, start + ROWS_PER_INSERT));
  }

  /** Changes a locked row, here and in the database. */
  async change(
    transaction: Transaction,
    node: UnitNodeEntity,
    patch: Partial<UnitNodeEntity>,
  ): Promise<void> {
    const change = { ...patch, version: node.version + 1 };
    await transaction.manager.update(UnitNodeEntity, { uuid: node.uuid }, change);
    Object.assign(node, change);
  }

  /** Raises what is looser than the Unit's new level; answers the nodes that were raised, locked. */
  async raiseLevels(
    transaction: Transaction,
    unitUuid: string,
    looser: readonly VisibilityLevel[],
    level: VisibilityLevel,
  ): Promise<UnitNodeEntity[]> {
    const raised = await transaction.manager.find(UnitNodeEntity, {
      where: { unitUuid, visibilityLevel: In([...looser]) },
      order: { uuid: 'ASC' },
      lock: { mode: 'for_no_key_update' },
    });
    for (const node of raised) await this.change(transaction, node, { visibilityLevel: level });
    return raised;
  }
}
