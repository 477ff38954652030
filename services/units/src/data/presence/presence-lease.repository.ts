import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/**
 * Which process compares the sessions with the broker. It stays the same one: what the former listing lacked is in its
 * memory.
 */
@Injectable()
export class PresenceLeaseRepository {
  private readonly holder = randomUUID();

  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** False while it is another's. */
  async hold(now: Date, until: Date): Promise<boolean> {
    const held: unknown[] = await this.source.query(
      `insert into presence_leases as lease (holder, held_until) values ($1, $3)
       on conflict (id) do update set holder = excluded.holder, held_until = excluded.held_until
       where lease.holder = excluded.holder or lease.held_until < $2
       returning 1`,
      [this.holder, now, until],
    );
    return held.length > 0;
  }

  async release(): Promise<void> {
    await this.source.query('delete from presence_leases where holder = $1', [this.holder]);
  }
}
