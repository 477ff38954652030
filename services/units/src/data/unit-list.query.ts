import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { listUnits, OperationInput } from '@unitfleet/contracts';
import { Reads } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';
import { isBehindTarget, isOnline, trackedColumns, trackingJoins } from './fleet/unit-tracking';
import { ListFilter } from './list-filter';
import { ListPages } from './list-pages';
import { listedColumns } from './listed-columns';
import { LISTED_UNIT, type ListedUnit } from './listed-unit';
import type { ListScope } from './sight';
import { UnitNodeEntity } from './unit-node.entity';
import { UnitEntity } from './unit.entity';

export type UnitListRequest = OperationInput<typeof listUnits>;

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
  private readonly columns: string;
  private readonly statelessColumns: string;
  private readonly nodeColumns: string;

  constructor(
    @InjectDataSource() source: DataSource,
    private readonly reads: Reads,
    private readonly pages: ListPages,
  ) {
    const stateless = LISTED_UNIT.filter((column) => column !== 'unitState');
    const tracked = trackedColumns('unit');
    this.columns = `${listedColumns(source, UnitEntity, 'unit', LISTED_UNIT)}, ${tracked}`;
    this.statelessColumns = `${listedColumns(source, UnitEntity, 'unit', stateless)}, null as "unitState", ${tracked}`;
    this.nodeColumns = listedColumns(source, UnitNodeEntity, 'node');
  }

  async run(request: UnitListRequest, scope: ListScope): Promise<UnitList> {
    const columns = request.includeUnitState ? this.columns : this.statelessColumns;
    const { count, rows } = await this.pages.read<ListedUnit>(
      { table: 'units', alias: 'unit', columns, joins: trackingJoins('unit') },
      this.filterOf(request, scope),
      [
        { column: 'create_datetime', order: request.orderByCreateDate },
        { column: 'last_update_datetime', order: request.orderByLastUpdate },
        { column: 'name', order: request.orderByUnitName },
      ],
      request,
    );
    const nodes = request.includeUnitNodes ? await this.nodesOf(rows, request) : [];
    return { count, units: rows, nodes };
  }

  private filterOf(request: UnitListRequest, scope: ListScope): ListFilter {
    const { uuids, creatorUuid, repoUuid, reposUuids, isAutoUpdateFromRepoUnit: isAuto } = request;
    const filter = new ListFilter('units', 'unit', 'Unit', scope);
    filter.andSearch(request.searchString, ['name']);
    filter.andAnyOf('uuid', uuids);
    if (creatorUuid) filter.and('unit.creator_uuid = ?', creatorUuid);
    if (repoUuid) filter.and('unit.repo_uuid = ?', repoUuid);
    filter.andAnyOf('repo_uuid', reposUuids);
    if (typeof isAuto === 'boolean') filter.and('unit.is_auto_update_from_repo_unit = ?', isAuto);
    if (request.includeUnitNodes) this.whereHasNodes(filter, request);
    this.whereIs(filter, request);
    return filter;
  }

  /** What changes without a pause is counted anew each time. */
  private whereIs(filter: ListFilter, request: UnitListRequest): void {
    const { isOnline: online, isOutdated: outdated, firmwareUpdateStatus: statuses } = request;
    const is = (condition: string, wanted: boolean): string => (wanted ? condition : `not ${condition}`);
    if (typeof online === 'boolean') filter.andPassing(is(isOnline('unit'), online));
    if (typeof outdated === 'boolean') filter.andPassing(is(isBehindTarget('unit'), outdated));
    if (statuses) filter.andPassing('unit.firmware_update_status = any(?::text[])', statuses);
  }

  /** The filter by type narrows the nested nodes only: a Unit may come back without any. */
  private whereHasNodes(filter: ListFilter, request: UnitListRequest): void {
    const { unitNodeInputUuid: inputUuid, unitNodeUuids: nodeUuids } = request;
    const owners = 'unit.uuid in (select node.unit_uuid from unit_nodes node where node.uuid';
    if (inputUuid)
      filter.andFrom(['unit_nodes', 'unit_node_edges'], `${owners} in (${linkedOutputs('?')}))`, inputUuid);
    else if (nodeUuids.length > 0) filter.andFrom(['unit_nodes'], `${owners} = any(?::uuid[]))`, nodeUuids);
    else filter.and('unit.has_nodes');
  }

  /** Not narrowed by visibility (`docs/protocol/rest-graphql.md 10A.15`); no types, no nodes (10B.34). */
  private async nodesOf(units: readonly ListedUnit[], request: UnitListRequest): Promise<UnitNodeEntity[]> {
    if (units.length === 0) return [];
    const { unitNodeInputUuid: inputUuid, unitNodeUuids: nodeUuids } = request;
    const values: unknown[] = [units.map((unit) => unit.uuid)];
    const conditions = ['node.unit_uuid = any($1::uuid[])'];
    const and = (condition: string, value: unknown): void => {
      conditions.push(condition.replace('?', `$${values.push(value)}`));
    };
    if (inputUuid) and(`node.uuid in (${linkedOutputs('?')})`, inputUuid);
    else if (nodeUuids.length > 0) and('node.uuid = any(?::uuid[])', nodeUuids);
    if (!inputUuid) and('node.type = any(?::text[])', request.unitNodeType ?? []);
    return this.reads.rows(
      `select ${this.nodeColumns} from unit_nodes node where ${conditions.join(' and ')}
       order by node.create_datetime, node.uuid`,
      values,
    );
  }
}
