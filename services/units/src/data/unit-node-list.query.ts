import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { listUnitNodes, OperationInput } from '@unitfleet/contracts';
import { DataSource } from 'typeorm';
import { ListFilter } from './list-filter';
import { ListPages } from './list-pages';
import { listedColumns } from './listed-columns';
import type { ListScope } from './sight';
import { UnitNodeEntity } from './unit-node.entity';

export type UnitNodeListRequest = OperationInput<typeof listUnitNodes>;

export interface UnitNodeList {
  readonly count: number;
  readonly nodes: UnitNodeEntity[];
}

/** Filters and orders of `docs/protocol/rest-graphql.md 2.5`. A page costs the same statements whatever its size. */
@Injectable()
export class UnitNodeListQuery {
  private readonly columns: string;

  constructor(
    @InjectDataSource() source: DataSource,
    private readonly pages: ListPages,
  ) {
    this.columns = listedColumns(source, UnitNodeEntity, 'node');
  }

  /** @param failed nodes whose data pipe cannot run, where the request asks about that. */
  async run(
    request: UnitNodeListRequest,
    scope: ListScope,
    failed: readonly string[] = [],
  ): Promise<UnitNodeList> {
    const { count, rows } = await this.pages.read<UnitNodeEntity>(
      { table: 'unit_nodes', alias: 'node', columns: this.columns },
      this.filterOf(request, scope, failed),
      [{ column: 'create_datetime', order: request.orderByCreateDate }],
      request,
    );
    return { count, nodes: rows };
  }

  private filterOf(request: UnitNodeListRequest, scope: ListScope, failed: readonly string[]): ListFilter {
    const { uuids, unitUuid, outputUuid, hasDataPipeError: isFailed } = request;
    const filter = new ListFilter('unit_nodes', 'node', 'UnitNode', scope);
    filter.andSearch(request.searchString, ['topic_name']);
    filter.and('node.type = any(?::text[])', request.type ?? []);
    filter.andAnyOf('uuid', uuids);
    if (unitUuid) filter.and('node.unit_uuid = ?', unitUuid);
    if (outputUuid)
      filter.andFrom(
        ['unit_node_edges'],
        `node.uuid in (select edge.node_input_uuid from unit_node_edges edge where edge.node_output_uuid = ?)`,
        outputUuid,
      );
    if (typeof isFailed === 'boolean')
      filter.andPassing(isFailed ? 'node.uuid = any(?::uuid[])' : 'node.uuid <> all(?::uuid[])', failed);
    return filter;
  }
}
