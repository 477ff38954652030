import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Transaction } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';

/** How long a device may keep to its old schema after it lost sight of a node (`docs/protocol/decisions.md`, "Devices"). */
const GRACE_MS = 30_000;
/** After it has fetched its schema a device subscribes anew, one topic at a time; who hears a topic still has kept to it. */
const RESUBSCRIBE_MS = 3_000;

/** A subscription that may have outlived what it was granted for. */
export interface EndedGrace {
  readonly unitUuid: string;
  readonly nodeUuid: string;
  readonly topicName: string;
  /** An edge leads from the node to the Unit again. */
  readonly isLinked: boolean;
}

/** Subscriptions that are still granted although the reason for them is gone; a row stays until nobody hears by it. */
@Injectable()
export class SubscriptionGraceRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async grant(transaction: Transaction, unitUuid: string, nodeUuid: string, now: number): Promise<void> {
    await transaction.manager.query(
      `insert into subscription_graces (unit_uuid, node_uuid, until) values ($1, $2, $3)
       on conflict (unit_uuid, node_uuid) do update set until = excluded.until`,
      [unitUuid, nodeUuid, new Date(now + GRACE_MS)],
    );
  }

  /** Until when a subscription is granted, which may be over; null where there is no such time. */
  async until(unitUuid: string, nodeUuid: string): Promise<Date | null> {
    const [row]: { until: Date }[] = await this.source.query(
      'select until from subscription_graces where unit_uuid = $1 and node_uuid = $2',
      [unitUuid, nodeUuid],
    );
    return row?.until ?? null;
  }

  /** The device has its new schema. Answers whether anything ended by that. */
  async endOf(transaction: Transaction, unitUuid: string, now: number): Promise<boolean> {
    const ended: unknown[] = await transaction.manager.query(
      `with ended as (
         update subscription_graces set until = $2 where unit_uuid = $1 and until > $2 returning 1)
       select * from ended`,
      [unitUuid, new Date(now)],
    );
    return ended.length > 0;
  }

  /** What is over, and has been for long enough that a device has had the time to follow. */
  ended(now: number): Promise<EndedGrace[]> {
    return this.source.query(
      `select grace.unit_uuid as "unitUuid", node.uuid as "nodeUuid", node.topic_name as "topicName",
         exists (select 1 from unit_node_edges edge join unit_nodes input on input.uuid = edge.node_input_uuid
           where edge.node_output_uuid = node.uuid and input.unit_uuid = grace.unit_uuid) as "isLinked"
       from subscription_graces grace join unit_nodes node on node.uuid = grace.node_uuid
       where grace.until <= $1 order by 2, 1`,
      [new Date(now - RESUBSCRIBE_MS)],
    );
  }

  /** Forgets what has ended, unless it was granted anew meanwhile; answers the Units. */
  async forget(transaction: Transaction, graces: readonly EndedGrace[], now: number): Promise<string[]> {
    const rows: { unit_uuid: string }[] = await transaction.manager.query(
      `with gone as (
         delete from subscription_graces where until <= $3 and (unit_uuid, node_uuid) in (
           select * from unnest($1::uuid[], $2::uuid[])) returning unit_uuid)
       select distinct unit_uuid from gone`,
      [
        graces.map(({ unitUuid }) => unitUuid),
        graces.map(({ nodeUuid }) => nodeUuid),
        new Date(now - RESUBSCRIBE_MS),
      ],
    );
    return rows.map((row) => row.unit_uuid);
  }
}
