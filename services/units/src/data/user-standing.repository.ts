import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** Which users are blocked, as `registry` said; a newer version of the user wins. */
@Injectable()
export class UserStandingRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async isBlocked(userUuid: string): Promise<boolean> {
    const rows: { is_blocked: boolean }[] = await this.source.query(
      'select is_blocked from user_standings where uuid = $1',
      [userUuid],
    );
    return rows[0]?.is_blocked ?? false;
  }

  async set(userUuid: string, version: number, isBlocked: boolean): Promise<void> {
    await this.source.query(
      `insert into user_standings (uuid, version, is_blocked) values ($1, $2, $3)
       on conflict (uuid) do update set version = excluded.version, is_blocked = excluded.is_blocked
       where user_standings.version < excluded.version`,
      [userUuid, version, isBlocked],
    );
  }
}
