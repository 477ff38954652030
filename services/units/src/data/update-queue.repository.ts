import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Transaction } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';

export interface QueuedUpdate {
  readonly unitUuid: string;
  readonly attempts: number;
  /** How often the Unit was asked to follow while it is in the queue: tells whether somebody asked meanwhile. */
  readonly askedTimes: number;
}

/** One that a process has taken; whoever takes it after `leasedUntil` has it instead. */
export interface LeasedUpdate extends QueuedUpdate {
  readonly leasedUntil: Date;
}

/** Units that are to follow their Repo; processes share them by row locks and leases. */
@Injectable()
export class UpdateQueueRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /**
   * Puts the auto-update Units of a Repo into the queue, each at its own moment of the next `spreadMs`, the same in
   * every wave. A Unit that is in the queue already stays where it is, or moves to the front.
   */
  async addUnitsOf(transaction: Transaction, repoUuid: string, now: Date, spreadMs = 0): Promise<void> {
    await transaction.manager.query(
      `insert into unit_update_queue (unit_uuid, not_before)
       select uuid, $2::timestamptz + make_interval(secs =>
         ('x' || left(md5(uuid::text), 8))::bit(32)::bigint / 4294967296.0 * $3::float8 / 1000)
       from units where repo_uuid = $1 and is_auto_update_from_repo_unit order by uuid
       on conflict (unit_uuid) do update
       set not_before = least(unit_update_queue.not_before, excluded.not_before), attempts = 0,
         asked_times = unit_update_queue.asked_times + 1`,
      [repoUuid, now, spreadMs],
    );
  }

  /**
   * Takes some that are due. Until `leaseUntil` nobody else does, and then whoever comes: a process that dies with
   * them loses nothing.
   */
  take(now: Date, leaseUntil: Date, limit: number): Promise<LeasedUpdate[]> {
    return this.source.query(
      `with due as (
         select unit_uuid from unit_update_queue
         where not_before <= $1 and (leased_until is null or leased_until <= $1)
         order by not_before limit $3 for update skip locked),
       taken as (
         update unit_update_queue queue set leased_until = $2, attempts = attempts + 1
         from due where queue.unit_uuid = due.unit_uuid
         returning queue.unit_uuid as "unitUuid", queue.attempts, queue.asked_times as "askedTimes",
           queue.leased_until as "leasedUntil")
       select * from taken`,
      [now, leaseUntil, limit],
    );
  }

  /** Whether it is still whose who took it, and stays so until the transaction ends. The Unit must be locked. */
  async isHeld({ manager }: Transaction, { unitUuid, leasedUntil }: LeasedUpdate): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      'select 1 from unit_update_queue where unit_uuid = $1 and leased_until = $2 for update',
      [unitUuid, leasedUntil],
    );
    return rows.length > 0;
  }

  /** The Unit has followed; one that was asked again meanwhile has its next turn. */
  async settle({ manager }: Transaction, { unitUuid, askedTimes }: QueuedUpdate): Promise<void> {
    await manager.query('delete from unit_update_queue where unit_uuid = $1 and asked_times = $2', [
      unitUuid,
      askedTimes,
    ]);
    await manager.query('update unit_update_queue set leased_until = null where unit_uuid = $1', [unitUuid]);
  }

  async postpone({ unitUuid, leasedUntil }: LeasedUpdate, notBefore: Date): Promise<void> {
    await this.source.query(
      `update unit_update_queue set not_before = $2, leased_until = null
       where unit_uuid = $1 and leased_until = $3`,
      [unitUuid, notBefore, leasedUntil],
    );
  }
}
