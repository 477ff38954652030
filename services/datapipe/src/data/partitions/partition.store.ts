import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** A partition that is this instance's for a while. The epoch grows with each owner; a checkpoint of an older one is refused. */
export interface Lease {
  readonly partition: number;
  readonly epoch: number;
}

/** A partition just taken, with the checkpoint to go on from. */
export interface TakenPartition extends Lease {
  /** Creation time of the stream that `sequence` belongs to; null before the first checkpoint. */
  readonly streamCreated: string | null;
  readonly sequence: number;
  readonly timeMs: number;
}

/** Where a partition is, by its last checkpoint. */
export interface PartitionPlace {
  readonly partition: number;
  readonly owner: string | null;
  readonly sequence: number;
}

interface TakenRow {
  partition: number;
  epoch: string;
  stream_created: string | null;
  sequence: string;
  time_ms: string;
}

/** Who runs which partition. Expiry is judged by PostgreSQL's clock alone. */
@Injectable()
export class PartitionStore {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Reports this instance as alive and answers the ids of all that are. */
  async reportAlive(instance: string, leaseMs: number): Promise<string[]> {
    await this.source.query(
      `insert into instances (id, expires_at) values ($1, clock_timestamp() + $2 * interval '1 millisecond')
       on conflict (id) do update set expires_at = excluded.expires_at`,
      [instance, leaseMs],
    );
    await this.source.query(
      "delete from instances where expires_at < clock_timestamp() - interval '1 minute'",
    );
    const rows: { id: string }[] = await this.source.query(
      'select id from instances where expires_at > clock_timestamp()',
    );
    return rows.map(({ id }) => id);
  }

  async reportGone(instance: string): Promise<void> {
    await this.source.query('delete from instances where id = $1', [instance]);
  }

  /** Prolongs leases; answers those partitions that are still this instance's. */
  async renew(instance: string, leases: readonly Lease[], leaseMs: number): Promise<Set<number>> {
    const [rows]: [{ partition: number }[]] = await this.source.query(
      `update partitions p set expires_at = clock_timestamp() + $4 * interval '1 millisecond'
       from unnest($2::int[], $3::bigint[]) as held (partition, epoch)
       where p.partition = held.partition and p.epoch = held.epoch and p.owner = $1
       returning p.partition`,
      [instance, leases.map((lease) => lease.partition), leases.map((lease) => lease.epoch), leaseMs],
    );
    return new Set(rows.map(({ partition }) => partition));
  }

  /** Takes up to `count` partitions that nobody has. */
  async take(instance: string, count: number, leaseMs: number): Promise<TakenPartition[]> {
    const [rows]: [TakenRow[]] = await this.source.query(
      `update partitions set owner = $1, epoch = epoch + 1,
         expires_at = clock_timestamp() + $3 * interval '1 millisecond'
       where partition in (
         select partition from partitions
         where owner is null or expires_at < clock_timestamp()
         order by partition limit $2 for update skip locked
       )
       returning partition, epoch, stream_created, sequence, time_ms`,
      [instance, count, leaseMs],
    );
    return rows.map((row) => ({
      partition: row.partition,
      epoch: Number(row.epoch),
      streamCreated: row.stream_created,
      sequence: Number(row.sequence),
      timeMs: Number(row.time_ms),
    }));
  }

  /** All partitions, with their owners of this moment and where their checkpoints are. */
  async all(): Promise<PartitionPlace[]> {
    const rows: { partition: number; owner: string | null; sequence: string }[] = await this.source.query(
      `select partition, case when expires_at > clock_timestamp() then owner end as owner, sequence
       from partitions order by partition`,
    );
    return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
  }

  async release(instance: string, { partition, epoch }: Lease): Promise<void> {
    await this.source.query(
      'update partitions set owner = null, expires_at = null where partition = $1 and epoch = $2 and owner = $3',
      [partition, epoch, instance],
    );
  }
}
