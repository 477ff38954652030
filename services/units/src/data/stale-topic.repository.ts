import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Transaction } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';

/** So often a device may come back and still not fetch its schema before it is refused for good. */
const CONNECTS = 10;

/**
 * Nodes that the schema.json of a device still lists although the device has lost them. One that was away when that
 * came about knows nothing of it, and a refused SUBSCRIBE would keep it reconnecting before it could fetch its schema
 * (`docs/protocol/device.md`, oddity A3).
 */
@Injectable()
export class StaleTopicRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async note(transaction: Transaction, unitUuid: string, nodeUuid: string, now: Date): Promise<void> {
    await transaction.manager.query(
      `insert into stale_topics (unit_uuid, node_uuid, noted_at) values ($1, $2, $3)
       on conflict (unit_uuid, node_uuid) do update set noted_at = excluded.noted_at, connects = 0`,
      [unitUuid, nodeUuid, now],
    );
  }

  /** Those of these Units that have any, in the order of their keys. */
  async among(unitUuids: readonly string[]): Promise<string[]> {
    const rows: { unit_uuid: string }[] = await this.source.query(
      'select distinct unit_uuid from stale_topics where unit_uuid = any($1::uuid[]) order by unit_uuid',
      [unitUuids],
    );
    return rows.map((row) => row.unit_uuid);
  }

  /** The device has come back: the nodes that it will subscribe to by its old schema. */
  async expectedBy(transaction: Transaction, unitUuid: string): Promise<string[]> {
    const rows: { node_uuid: string }[] = await transaction.manager.query(
      `with expected as (
         update stale_topics set connects = connects + 1 where unit_uuid = $1 and connects < $2 returning node_uuid)
       select * from expected order by node_uuid`,
      [unitUuid, CONNECTS],
    );
    return rows.map((row) => row.node_uuid);
  }

  /** The device has the schema of this moment. */
  async forget(transaction: Transaction, unitUuid: string, at: Date): Promise<void> {
    await transaction.manager.query('delete from stale_topics where unit_uuid = $1 and noted_at < $2', [
      unitUuid,
      at,
    ]);
  }

  /** An edge leads there again. */
  async forgetOne(transaction: Transaction, unitUuid: string, nodeUuid: string): Promise<void> {
    await transaction.manager.query('delete from stale_topics where unit_uuid = $1 and node_uuid = $2', [
      unitUuid,
      nodeUuid,
    ]);
  }
}
