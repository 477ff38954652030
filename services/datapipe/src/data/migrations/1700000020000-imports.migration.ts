import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Series that are filled before they are shown, and rows that the telemetry store does not take. */
export class Imports1700000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // An import takes a series before anything else about the pipe changes.
    await runner.query('alter table nodes add column last_series int not null default 0');
    await runner.query('update nodes set last_series = greatest(series, config_version)');
    await runner.query('alter table series_drops add column from_series bigint not null default 0');
    // A replay meets the same rows again.
    await runner.query(`
      create table refused_rows (
        table_name text not null,
        digest bytea not null,
        node_uuid uuid not null,
        partition smallint,
        sequence bigint,
        position bigint,
        bytes bytea not null,
        error text not null,
        refused_at timestamptz not null default now(),
        primary key (table_name, digest)
      )`);
    await runner.query('create index refused_rows_node on refused_rows (node_uuid)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
