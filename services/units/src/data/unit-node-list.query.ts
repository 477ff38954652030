import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { UNIT_NODE_TYPES, type listUnitNodes, type OperationInput } from '@unitfleet/contracts';
import { DataSource } from 'typeorm';
import { orderBy, page, whereContains, whereVisible } from './list-conditions';
import type { ListScope } from './sight';
import { UnitNodeEntity } from './unit-node.entity';

export type UnitNodeListRequest = OperationInput<typeof listUnitNodes>;

export interface UnitNodeList {
  readonly count: number;
  readonly nodes: UnitNodeEntity[];
}

/** Filters and orders of `docs/protocol/rest-graphql.md 2.5`. */
@Injectable()
export class UnitNodeListQuery {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async run(request: UnitNodeListRequest, scope: ListScope): Promise<UnitNodeList> {
    const { uuids, unitUuid, outputUuid } = request;
    const query = this.source.manager.createQueryBuilder(UnitNodeEntity, 'node');
    whereVisible(query, 'UnitNode', scope);
    whereContains(query, 'topic_name', request.searchString);
    query.andWhere('node.type = any(:types)', { types: request.type ?? [...UNIT_NODE_TYPES] });
    if (uuids.length > 0) query.andWhere('node.uuid = any(:uuids)', { uuids });
    if (unitUuid) query.andWhere('node.unit_uuid = :unitUuid', { unitUuid });
    if (outputUuid)
      query.andWhere(
        'node.uuid in (select edge.node_input_uuid from unit_node_edges edge where edge.node_output_uuid = :outputUuid)',
        { outputUuid },
      );
    const count = await query.getCount();
    orderBy(query, 'createDatetime', request.orderByCreateDate);
    page(query, request);
    return { count, nodes: await query.getMany() };
  }
}
