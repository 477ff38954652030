import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Transaction } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';

export interface QueuedUpdate {
  readonly unitUuid: string;
  readonly attempts: number;
}

/** Units that are to follow their Repo; processes share them by row locks. */
@Injectable()
export class UpdateQueueRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Puts the auto-update Units of a Repo into the queue; answers nothing about those that are in it already. */
  async addUnitsOf(transaction: Transaction, repoUuid: string, now: Date): Promise<void> {
    await transaction.manager.query(
      `insert into unit_update_queue (unit_uuid, not_before)
       select uuid, $2 from units where repo_uuid = $1 and is_auto_update_from_repo_unit
       on conflict (unit_uuid) do update set not_before = excluded.not_before, attempts = 0`,
      [repoUuid, now],
    );
  }

  /**
   * Takes some that are due. Until `leaseUntil` nobody else does, and then whoever comes: a process that dies with
   * them loses nothing.
   */
  take(now: Date, leaseUntil: Date, limit: number): Promise<QueuedUpdate[]> {
    return this.source.query(
      `with due as (
         select unit_uuid from unit_update_queue where not_before <= $1
         order by not_before limit $3 for update skip locked),
       taken as (
         update unit_update_queue queue set not_before = $2, attempts = attempts + 1
         from due where queue.unit_uuid = due.unit_uuid
         returning queue.unit_uuid as "unitUuid", queue.attempts)
       select * from taken`,
      [now, leaseUntil, limit],
    );
  }

  async remove(unitUuid: string): Promise<void> {
    await this.source.query('delete from unit_update_queue where unit_uuid = $1', [unitUuid]);
  }

  async postpone(unitUuid: string, notBefore: Date): Promise<void> {
    await this.source.query('update unit_update_queue set not_before = $2 where unit_uuid = $1', [
      unitUuid,
      notBefore,
    ]);
  }
}
