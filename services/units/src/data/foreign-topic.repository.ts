import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Transaction } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';

/** A Unit and a node of another one. */
export interface ForeignNode {
  readonly unitUuid: string;
  readonly nodeUuid: string;
}

/** Nodes of others that Units may use at the broker and have asked for: what it holds of that must end with the right. */
@Injectable()
export class ForeignTopicRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async has({ unitUuid, nodeUuid }: ForeignNode): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      'select 1 from foreign_topics where node_uuid = $1 and unit_uuid = $2',
      [nodeUuid, unitUuid],
    );
    return rows.length > 0;
  }

  /** Waits for a change of the node that is under way, so that whoever decides next sees it. */
  async note(transaction: Transaction, { unitUuid, nodeUuid }: ForeignNode): Promise<void> {
    await transaction.manager.query('select 1 from unit_nodes where uuid = $1 for share', [nodeUuid]);
    await transaction.manager.query(
      `insert into foreign_topics (unit_uuid, node_uuid)
       select unit.uuid, node.uuid from units unit, unit_nodes node where unit.uuid = $1 and node.uuid = $2
       on conflict do nothing`,
      [unitUuid, nodeUuid],
    );
  }

  /** Units that were let to any of these nodes. */
  async usersOf(transaction: Transaction, nodeUuids: readonly string[]): Promise<string[]> {
    const rows: { unit_uuid: string }[] = await transaction.manager.query(
      'select distinct unit_uuid from foreign_topics where node_uuid = any($1::uuid[])',
      [nodeUuids],
    );
    return rows.map((row) => row.unit_uuid);
  }

  /** Of these nodes, which Unit was let to or is linked with one that it does not see any more. */
  lostSight(transaction: Transaction, nodeUuids: readonly string[]): Promise<ForeignNode[]> {
    return transaction.manager.query(
      `with users as (
         select unit_uuid, node_uuid from foreign_topics where node_uuid = any($1::uuid[])
         union
         select input.unit_uuid, edge.node_output_uuid from unit_node_edges edge
         join unit_nodes input on input.uuid = edge.node_input_uuid where edge.node_output_uuid = any($1::uuid[])
         union
         select output.unit_uuid, edge.node_input_uuid from unit_node_edges edge
         join unit_nodes output on output.uuid = edge.node_output_uuid where edge.node_input_uuid = any($1::uuid[]))
       select users.unit_uuid as "unitUuid", users.node_uuid as "nodeUuid"
       from users join unit_nodes node on node.uuid = users.node_uuid
       where node.visibility_level = 'Private' and node.unit_uuid <> users.unit_uuid and not exists (
         select 1 from permissions held where held.agent_uuid = users.unit_uuid
         and held.resource_type = 'UnitNode' and held.resource_uuid = users.node_uuid)
       order by 1, 2`,
      [nodeUuids],
    );
  }

  async forget(transaction: Transaction, lost: readonly ForeignNode[]): Promise<void> {
    await transaction.manager.query(
      `delete from foreign_topics where (unit_uuid, node_uuid) in (
         select * from unnest($1::uuid[], $2::uuid[]))`,
      [lost.map(({ unitUuid }) => unitUuid), lost.map(({ nodeUuid }) => nodeUuid)],
    );
  }
}
