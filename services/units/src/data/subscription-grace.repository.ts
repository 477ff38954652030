import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Transaction } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';

/** How long a device may keep to its old schema after it lost sight of a node (`docs/protocol/decisions.md`, "Devices"). */
const GRACE_MS = 30_000;

/** Subscriptions that are still granted although the reason for them is gone. */
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

  async has(unitUuid: string, nodeUuid: string): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      'select 1 from subscription_graces where unit_uuid = $1 and node_uuid = $2',
      [unitUuid, nodeUuid],
    );
    return rows.length > 0;
  }

  /** The device has its new schema. Answers whether anything ended by that. */
  async endOf(transaction: Transaction, unitUuid: string): Promise<boolean> {
    const ended: unknown[] = await transaction.manager.query(
      `with ended as (delete from subscription_graces where unit_uuid = $1 returning 1) select * from ended`,
      [unitUuid],
    );
    return ended.length > 0;
  }

  /** Ends what is over; answers the Units. */
  async endExpired(transaction: Transaction, now: Date): Promise<string[]> {
    const rows: { unit_uuid: string }[] = await transaction.manager.query(
      `with ended as (delete from subscription_graces where until <= $1 returning unit_uuid)
       select distinct unit_uuid from ended`,
      [now],
    );
    return rows.map((row) => row.unit_uuid);
  }
}
