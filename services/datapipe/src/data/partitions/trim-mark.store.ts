import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** Everything up to here was processed at some time past. */
export interface TrimMark {
  readonly partition: number;
  readonly sequence: number;
}

const MARKS_PER_WINDOW = 12;

/** Remembers when each partition's checkpoint stood where. */
@Injectable()
export class TrimMarkStore {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Notes where the checkpoints stand, a few times in each window. */
  async mark(partitions: readonly number[], windowMs: number): Promise<void> {
    await this.source.query(
      `insert into trim_marks (partition, stream_created, sequence)
       select partition, stream_created, sequence from partitions p
       where partition = any($1::int[]) and stream_created is not null and sequence > 0 and not exists (
         select from trim_marks m where m.partition = p.partition
           and m.marked_at > now() - $2 * interval '1 millisecond')
       on conflict do nothing`,
      [partitions, windowMs / MARKS_PER_WINDOW],
    );
  }

  /**
   * The newest mark of each partition that is at least so old; it and those before it are forgotten. Marks of another
   * stream than this one say nothing about it.
   */
  async takeOlderThan(
    partitions: readonly number[],
    ageMs: number,
    streamCreated: string,
  ): Promise<TrimMark[]> {
    const rows: { partition: number; sequence: string }[] = await this.source.query(
      `with old as (
         delete from trim_marks
         where partition = any($1::int[]) and marked_at <= now() - $2 * interval '1 millisecond'
         returning partition, stream_created, sequence
       )
       select partition, max(sequence) as sequence from old where stream_created = $3 group by partition`,
      [partitions, ageMs, streamCreated],
    );
    return rows.map((row) => ({ partition: row.partition, sequence: Number(row.sequence) }));
  }
}
