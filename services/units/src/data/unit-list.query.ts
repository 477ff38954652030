import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { listUnits, OperationInput } from '@unitfleet/contracts';
import { DataSource } from 'typeorm';
import { ListFilter } from './list-filter';
import { pageStatement } from './list-page';
import { listedColumns } from './listed-columns';
import type { ListScope } from './sight';
import { UnitNodeEntity } from './unit-node.entity';
import { UnitEntity } from './unit.entity';

export type UnitListRequest = OperationInput<typeof listUnits>;

/** What a view of a Unit needs: neither its env nor its storage, which may be large. */
const LISTED = [
  'uuid',
  'visibilityLevel',
  'name',
  'createDatetime',
  'lastUpdateDatetime',
  'isAutoUpdateFromRepoUnit',
  'targetFirmwarePlatform',
  'repoBranch',
  'repoCommit',
  'unitState',
  'currentCommitVersion',
  'creatorUuid',
  'repoUuid',
  'firmwareUpdateStatus',
  'firmwareUpdateError',
  'lastFirmwareUpdateDatetime',
] as const satisfies readonly (keyof UnitEntity)[];

export type ListedUnit = Pick<UnitEntity, (typeof LISTED)[number]>;

export interface UnitList {
  readonly count: number;
  readonly units: ListedUnit[];
  /** Nodes to nest; empty unless they were asked for. */
  readonly nodes: UnitNodeEntity[];
}

const linkedOutputs = (input: string): string =>
  `select edge.node_output_uuid from unit_node_edges edge where edge.node_input_uuid = ${input}`;

/** Filters and orders of `docs/protocol/rest-graphql.md 2.8`. A page costs the same statements whatever its size. */
@Injectable()
export class UnitListQuery {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async run(request: UnitListRequest, scope: ListScope): Promise<UnitList> {
    const filter = this.filterOf(request, scope);
    const [row]: { count: number }[] = await this.source.query(
      `select ${filter.count} as count`,
      filter.parameters,
    );
    const units = await this.page(filter, request);
    const nodes = request.includeUnitNodes ? await this.nodesOf(units, request) : [];
    return { count: row?.count ?? 0, units, nodes };
  }

  private page(filter: ListFilter, request: UnitListRequest): Promise<ListedUnit[]> {
    const columns = listedColumns(this.source, UnitEntity, 'unit', LISTED);
    const orders = [
      { column: 'create_datetime', order: request.orderByCreateDate },
      { column: 'last_update_datetime', order: request.orderByLastUpdate },
      { column: 'name', order: request.orderByUnitName },
    ];
    const statement = pageStatement({ table: 'units', alias: 'unit', columns }, filter, orders, request);
    return this.source.query(statement, filter.parameters);
  }

  private filterOf(request: UnitListRequest, scope: ListScope): ListFilter {
    const { uuids, creatorUuid, repoUuid, reposUuids, isAutoUpdateFromRepoUnit: isAuto } = request;
    const filter = new ListFilter('units', 'unit', 'Unit', scope);
    filter.andSearch(request.searchString, ['name']);
    if (uuids.length > 0) filter.and('unit.uuid = any(?::uuid[])', uuids);
    if (creatorUuid) filter.and('unit.creator_uuid = ?', creatorUuid);
    if (repoUuid) filter.and('unit.repo_uuid = ?', repoUuid);
    if (reposUuids.length > 0) filter.and('unit.repo_uuid = any(?::uuid[])', reposUuids);
    if (typeof isAuto === 'boolean') filter.and('unit.is_auto_update_from_repo_unit = ?', isAuto);
    if (request.includeUnitNodes) this.whereHasNodes(filter, request);
    return filter;
  }

  /** The filter by type narrows the nested nodes only: a Unit may come back without any. */
  private whereHasNodes(filter: ListFilter, request: UnitListRequest): void {
    const { unitNodeInputUuid: inputUuid, unitNodeUuids: nodeUuids } = request;
    const owners = 'unit.uuid in (select node.unit_uuid from unit_nodes node where node.uuid';
    if (inputUuid) filter.and(`${owners} in (${linkedOutputs('?')}))`, inputUuid);
    else if (nodeUuids.length > 0) filter.and(`${owners} = any(?::uuid[]))`, nodeUuids);
    else filter.and('unit.has_nodes');
  }

  /** Not narrowed by visibility (`docs/protocol/rest-graphql.md 10A.15`); no types, no nodes (10B.34). */
  private async nodesOf(units: readonly ListedUnit[], request: UnitListRequest): Promise<UnitNodeEntity[]> {
    if (units.length === 0) return [];
    const { unitNodeInputUuid: inputUuid, unitNodeUuids: nodeUuids } = request;
    const query = this.source.manager
      .createQueryBuilder(UnitNodeEntity, 'node')
      .where('node.unit_uuid = any(:units)', { units: units.map((unit) => unit.uuid) })
      .orderBy('node.createDatetime', 'ASC')
      .addOrderBy('node.uuid', 'ASC');
    if (inputUuid)
      return query.andWhere(`node.uuid in (${linkedOutputs(':inputUuid')})`, { inputUuid }).getMany();
    if (nodeUuids.length > 0) query.andWhere('node.uuid = any(:nodeUuids)', { nodeUuids });
    return query.andWhere('node.type = any(:types)', { types: request.unitNodeType ?? [] }).getMany();
  }
}
