import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Commands under way, connections, and what other services said that is needed here. */
export class CreateDeviceTables implements MigrationInterface {
  readonly name = 'CreateDeviceTables1735689600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table pending_commands (
        unit_uuid uuid not null references units on delete cascade,
        kind text not null,
        requested_at timestamptz not null,
        payload text not null,
        is_compiled boolean not null default false,
        attempts int not null default 0,
        sent_at timestamptz,
        primary key (unit_uuid, kind)
      )`);
    // A lane without wake_at rests until its device or a user does something.
    await runner.query(`
      create table command_lanes (
        unit_uuid uuid primary key references units on delete cascade,
        free_at timestamptz not null default 'epoch',
        last_kind text,
        wake_at timestamptz
      )`);
    await runner.query('create index command_lanes_due on command_lanes (wake_at) where wake_at is not null');
    await runner.query(`
      create table device_connections (
        unit_uuid uuid not null references units on delete cascade,
        client_id text not null,
        connected_at timestamptz not null,
        base_inputs jsonb not null default '{}',
        primary key (unit_uuid, client_id)
      )`);
    await runner.query(`
      create table subscription_graces (
        unit_uuid uuid not null references units on delete cascade,
        node_uuid uuid not null references unit_nodes on delete cascade,
        until timestamptz not null,
        primary key (unit_uuid, node_uuid)
      )`);
    await runner.query('create index subscription_graces_until on subscription_graces (until)');
    await runner.query(`
      create table unit_update_queue (
        unit_uuid uuid primary key references units on delete cascade,
        not_before timestamptz not null,
        attempts int not null default 0
      )`);
    await runner.query('create index unit_update_queue_due on unit_update_queue (not_before)');
    await runner.query(`
      create table user_standings (
        uuid uuid primary key,
        version int not null,
        is_blocked boolean not null
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
