import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pipelines and values of nodes, partitions of the stream and what their checkpoints hold. */
export class Pipelines1700000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A deleted node stays as a tombstone, so that a late event or request does not bring it back.
    await runner.query(`
      create table nodes (
        uuid uuid primary key,
        unit_uuid uuid not null,
        topic_name text not null,
        partition smallint not null,
        config text,
        config_version int not null default 0,
        series int not null default 0,
        is_active boolean not null default false,
        error text,
        version int not null default 1,
        is_deleted boolean not null default false
      )`);
    await runner.query('create index nodes_unit on nodes (unit_uuid)');
    await runner.query('create index nodes_partition on nodes (partition) where not is_deleted');
    await runner.query(`
      create table node_values (
        node_uuid uuid primary key references nodes (uuid),
        state text,
        updated_at timestamptz,
        sequence bigint not null default 0,
        position int not null default 0
      ) with (fillfactor = 70)`);
    // Configurations by version: a checkpoint names the version that was installed where it stands.
    await runner.query(`
      create table pipeline_versions (
        node_uuid uuid not null,
        config_version int not null,
        config text not null,
        series int not null,
        is_active boolean not null,
        primary key (node_uuid, config_version)
      )`);
    await runner.query(`
      create table node_states (
        node_uuid uuid primary key,
        partition smallint not null,
        config_version int not null,
        state text not null
      ) with (fillfactor = 70)`);
    await runner.query('create index node_states_partition on node_states (partition)');
    await runner.query(`
      create table partitions (
        partition smallint primary key,
        owner text,
        epoch bigint not null default 0,
        expires_at timestamptz,
        stream_created text,
        sequence bigint not null default 0,
        time_ms bigint not null default 0,
        checkpointed_at timestamptz
      ) with (fillfactor = 50)`);
    await runner.query('insert into partitions (partition) select generate_series(0, 15)');
    await runner.query('create table instances (id text primary key, expires_at timestamptz not null)');
    await runner.query(`
      create table trim_marks (
        partition smallint not null,
        marked_at timestamptz not null default now(),
        stream_created text not null,
        sequence bigint not null,
        primary key (partition, marked_at)
      )`);
    await runner.query(`
      create table series_drops (
        position bigint generated always as identity primary key,
        node_uuid uuid not null,
        below_series bigint not null,
        due_at timestamptz not null
      )`);
    await runner.query('create index series_drops_due on series_drops (due_at)');
    await runner.query(`
      create table unit_log_cuts (
        unit_uuid uuid primary key,
        before timestamptz not null
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
