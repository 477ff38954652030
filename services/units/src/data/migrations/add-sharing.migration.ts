import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Permissions in the order of their making, who uses foreign topics, and reservations of Repos. */
export class AddSharing implements MigrationInterface {
  readonly name = 'AddSharing1735689600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table permissions add column created_at timestamptz not null default now()');
    // Rows that an edge has brought go with it; those that a User has made stay.
    await runner.query('alter table permissions add column is_of_edge boolean not null default false');
    await runner.query(`
      update permissions held set is_of_edge = true
      where agent_type = 'Unit' and resource_uuid <> agent_uuid and not exists (
        select 1 from unit_nodes own where own.uuid = held.resource_uuid and own.unit_uuid = held.agent_uuid)`);
    await runner.query('drop index permissions_resource');
    await runner.query('create index permissions_resource on permissions (resource_uuid, created_at, uuid)');
    await runner.query(`
      create table foreign_topics (
        unit_uuid uuid not null references units on delete cascade,
        node_uuid uuid not null references unit_nodes on delete cascade,
        primary key (node_uuid, unit_uuid)
      )`);
    await runner.query('create index foreign_topics_unit on foreign_topics (unit_uuid)');
    // A released row stays for a while: who asked about the Repo before the change must ask again.
    await runner.query(`
      create table repo_reservations (
        uuid uuid primary key,
        repo_uuid uuid not null,
        level text,
        until timestamptz not null,
        released_at timestamptz
      )`);
    await runner.query('create index repo_reservations_repo on repo_reservations (repo_uuid)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
