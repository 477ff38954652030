import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dashboards, their panels and what the panels show (`docs/protocol/rest-graphql.md 8`). */
export class Initial implements MigrationInterface {
  readonly name = 'Initial1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dashboards (
        uuid uuid primary key,
        version int not null default 1,
        grafana_uuid uuid not null constraint dashboards_grafana_uuid unique,
        name text not null,
        create_datetime timestamptz not null,
        dashboard_url text,
        inc_last_version int,
        sync_status text,
        sync_error text,
        sync_last_datetime timestamptz,
        creator_uuid uuid not null
      )`);
    await runner.query(
      'create index dashboards_of_creator on dashboards (creator_uuid, create_datetime desc, uuid)',
    );
    await runner.query(`
      create table dashboard_panels (
        uuid uuid primary key,
        type text not null,
        title text not null,
        create_datetime timestamptz not null,
        creator_uuid uuid not null,
        dashboard_uuid uuid not null references dashboards on delete cascade
      )`);
    await runner.query(
      'create index dashboard_panels_of_dashboard on dashboard_panels (dashboard_uuid, create_datetime, uuid)',
    );
    await runner.query(`
      create table mtm_panels_unit_nodes (
        uuid uuid primary key,
        is_last_data boolean not null default false,
        is_forced_to_json boolean not null default false,
        create_datetime timestamptz not null,
        creator_uuid uuid not null,
        unit_node_uuid uuid not null,
        dashboard_panels_uuid uuid not null references dashboard_panels on delete cascade,
        constraint mtm_panels_unit_nodes_once unique (dashboard_panels_uuid, unit_node_uuid)
      )`);
    await runner.query(
      'create index mtm_panels_unit_nodes_of_node on mtm_panels_unit_nodes (unit_node_uuid)',
    );
    // So that a link that was being made while its node was deleted does not outlive the node.
    await runner.query(
      'create table deleted_unit_nodes (unit_node_uuid uuid primary key, deleted_at timestamptz not null)',
    );
    await runner.query('create index deleted_unit_nodes_by_time on deleted_unit_nodes (deleted_at)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
