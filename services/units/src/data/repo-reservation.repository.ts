import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { VisibilityLevel } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';

/** A change that `registry` is about to make to a Repo. Deletion has no level. */
export interface RepoReservation {
  readonly uuid: string;
  readonly level: VisibilityLevel | null;
}

/** Whatever becomes of the one who reserved, Units can be made again after this time. */
const RESERVED_FOR = "interval '30 seconds'";
/** Longer than any request that has asked about the Repo goes on. */
const REMEMBERED_FOR = "interval '5 minutes'";

const lockKey = (repoUuid: string): string => `units/repo/${repoUuid}`;

/** Reservations of Repos, by the clock of the database; Units are made and changed under the same lock. */
@Injectable()
export class RepoReservationRepository {
  /** Until the end of the transaction nobody makes or changes Units of the Repo. */
  async holdAlone(transaction: Transaction, repoUuid: string): Promise<void> {
    await transaction.manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      lockKey(repoUuid),
    ]);
  }

  /** Until the end of the transaction nobody reserves the Repo. */
  async holdTogether(transaction: Transaction, repoUuid: string): Promise<void> {
    await transaction.manager.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [
      lockKey(repoUuid),
    ]);
  }

  async add(transaction: Transaction, repoUuid: string, level: VisibilityLevel | null): Promise<string> {
    await transaction.manager.query(
      `delete from repo_reservations where until < clock_timestamp() - ${REMEMBERED_FOR}`,
    );
    const uuid = randomUUID();
    await transaction.manager.query(
      `insert into repo_reservations (uuid, repo_uuid, level, until)
       values ($1, $2, $3, clock_timestamp() + ${RESERVED_FOR})`,
      [uuid, repoUuid, level],
    );
    return uuid;
  }

  async release(transaction: Transaction, uuids: readonly string[]): Promise<void> {
    await transaction.manager.query(
      'update repo_reservations set released_at = clock_timestamp() where uuid = any($1::uuid[])',
      [uuids],
    );
  }

  /** Those in force. */
  async inForce(transaction: Transaction, repoUuid: string): Promise<RepoReservation[]> {
    return transaction.manager.query(
      `select uuid, level from repo_reservations
       where repo_uuid = $1 and released_at is null and until > clock_timestamp()`,
      [repoUuid],
    );
  }

  /** Whether any was there lately: what was asked about the Repo before may not be true any more. */
  async wasReservedLately(transaction: Transaction, repoUuid: string): Promise<boolean> {
    const rows: unknown[] = await transaction.manager.query(
      `select 1 from repo_reservations
       where repo_uuid = $1 and until > clock_timestamp() - ${REMEMBERED_FOR} limit 1`,
      [repoUuid],
    );
    return rows.length > 0;
  }
}
