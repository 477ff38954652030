import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { UNIT_NODE_TYPES, type listUnits, type OperationInput } from '@unitfleet/contracts';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { orderBy, page, whereContains, whereVisible } from './list-conditions';
import type { ListScope } from './sight';
import { UnitNodeEntity } from './unit-node.entity';
import { UnitEntity } from './unit.entity';

export type UnitListRequest = OperationInput<typeof listUnits>;

export interface UnitList {
  readonly count: number;
  readonly units: UnitEntity[];
  /** Nodes to nest; empty unless they were asked for. */
  readonly nodes: UnitNodeEntity[];
}

const LINKED_OUTPUTS =
  'select edge.node_output_uuid from unit_node_edges edge where edge.node_input_uuid = :inputUuid';

/** Filters and orders of `docs/protocol/rest-graphql.md 2.8`. */
@Injectable()
export class UnitListQuery {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async run(request: UnitListRequest, scope: ListScope): Promise<UnitList> {
    const query = this.source.manager.createQueryBuilder(UnitEntity, 'unit');
    whereVisible(query, 'Unit', scope);
    whereContains(query, 'name', request.searchString);
    this.whereAsked(query, request);
    if (request.includeUnitNodes) this.whereHasNodes(query, request);
    const count = await query.getCount();
    orderBy(query, 'createDatetime', request.orderByCreateDate);
    orderBy(query, 'lastUpdateDatetime', request.orderByLastUpdate);
    orderBy(query, 'name', request.orderByUnitName);
    page(query, request);
    const units = await query.getMany();
    return { count, units, nodes: request.includeUnitNodes ? await this.nodesOf(units, request) : [] };
  }

  private whereAsked(query: SelectQueryBuilder<UnitEntity>, request: UnitListRequest): void {
    const { uuids, creatorUuid, repoUuid, reposUuids, isAutoUpdateFromRepoUnit: isAuto } = request;
    if (uuids.length > 0) query.andWhere('unit.uuid = any(:uuids)', { uuids });
    if (creatorUuid) query.andWhere('unit.creator_uuid = :creatorUuid', { creatorUuid });
    if (repoUuid) query.andWhere('unit.repo_uuid = :repoUuid', { repoUuid });
    if (reposUuids.length > 0) query.andWhere('unit.repo_uuid = any(:reposUuids)', { reposUuids });
    if (typeof isAuto === 'boolean')
      query.andWhere('unit.is_auto_update_from_repo_unit = :isAuto', { isAuto });
  }

  /** The filter by type narrows the nested nodes only: a Unit may come back without any. */
  private whereHasNodes(query: SelectQueryBuilder<UnitEntity>, request: UnitListRequest): void {
    const { unitNodeInputUuid: inputUuid, unitNodeUuids: nodeUuids } = request;
    const owned = 'select 1 from unit_nodes node where node.unit_uuid = unit.uuid';
    if (inputUuid) query.andWhere(`exists (${owned} and node.uuid in (${LINKED_OUTPUTS}))`, { inputUuid });
    else if (nodeUuids.length > 0)
      query.andWhere(`exists (${owned} and node.uuid = any(:nodeUuids))`, { nodeUuids });
    else query.andWhere(`exists (${owned})`);
  }

  /** Not narrowed by visibility (`docs/protocol/rest-graphql.md 10A.15`). */
  private async nodesOf(units: readonly UnitEntity[], request: UnitListRequest): Promise<UnitNodeEntity[]> {
    if (units.length === 0) return [];
    const { unitNodeInputUuid: inputUuid, unitNodeUuids: nodeUuids } = request;
    const query = this.source.manager
      .createQueryBuilder(UnitNodeEntity, 'node')
      .where('node.unit_uuid = any(:units)', { units: units.map((unit) => unit.uuid) })
      .orderBy('node.createDatetime', 'ASC')
      .addOrderBy('node.uuid', 'ASC');
    if (inputUuid) return query.andWhere(`node.uuid in (${LINKED_OUTPUTS})`, { inputUuid }).getMany();
    if (nodeUuids.length > 0) query.andWhere('node.uuid = any(:nodeUuids)', { nodeUuids });
    const types = request.unitNodeType ?? [...UNIT_NODE_TYPES];
    return query.andWhere('node.type = any(:types)', { types }).getMany();
  }
}
