import { Injectable } from '@nestjs/common';
import type { listUnitNodeEdges, OperationInput, UnitNodeEdgeView } from '@unitfleet/contracts';
import { Reads } from '@unitfleet/persistence';
import { ListFilter } from './list-filter';
import type { ListScope } from './sight';

export type UnitNodeEdgeListRequest = OperationInput<typeof listUnitNodeEdges>;

interface EdgePage {
  readonly count: number;
  readonly unitNodeEdges: UnitNodeEdgeView[];
}

/** Edges between nodes that somebody sees. */
@Injectable()
export class UnitNodeEdgeListQuery {
  constructor(private readonly reads: Reads) {}

  /** One statement, whatever the page; with a page behind the end, one more for the number. */
  async run(request: UnitNodeEdgeListRequest, scope: ListScope): Promise<EdgePage> {
    const { unitUuid, unitNodeUuids, limit, offset } = request;
    const filter = new ListFilter('unit_nodes', 'node', 'UnitNode', scope);
    const conditions = ['true'];
    const touches = (nodes: string): void => {
      conditions.push(`(edge.node_output_uuid in (${nodes}) or edge.node_input_uuid in (${nodes}))`);
    };
    if (unitUuid)
      touches(`select own.uuid from unit_nodes own where own.unit_uuid = ${filter.parameter(unitUuid)}`);
    if (unitNodeUuids.length > 0) touches(`select unnest(${filter.parameter(unitNodeUuids)}::uuid[])`);
    const seen = `with seen as materialized (select node.uuid from unit_nodes node where ${filter.where})`;
    const from = `from unit_node_edges edge
      join seen output on output.uuid = edge.node_output_uuid
      join seen input on input.uuid = edge.node_input_uuid
      where ${conditions.join(' and ')}`;
    const values = [...filter.parameters];
    const page = `${limit ? ` limit ${limit}` : ''}${offset ? ` offset ${offset}` : ''}`;
    const rows = await this.reads.rows<UnitNodeEdgeView & { count: number }>(
      `${seen} select edge.uuid, edge.node_output_uuid as "nodeOutputUuid",
         edge.node_input_uuid as "nodeInputUuid"${page ? ', count(*) over ()::int as count' : ''}
       ${from} order by edge.uuid${page}`,
      values,
    );
    const unitNodeEdges = rows.map(({ uuid, nodeOutputUuid, nodeInputUuid }) => ({
      uuid,
      nodeOutputUuid,
      nodeInputUuid,
    }));
    if (rows.length > 0 || !offset) return { count: rows[0]?.count ?? rows.length, unitNodeEdges };
    const [total] = await this.reads.rows<{ count: number }>(
      `${seen} select count(*)::int as count ${from}`,
      values,
    );
    return { count: total!.count, unitNodeEdges };
  }
}
