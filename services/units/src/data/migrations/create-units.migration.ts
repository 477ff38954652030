import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Units, their nodes and edges, and who sees them. */
export class CreateUnits implements MigrationInterface {
  readonly name = 'CreateUnits1735689600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table units (
        uuid uuid primary key,
        version int not null default 1,
        access_version int not null default 1,
        visibility_level text not null,
        name text not null,
        create_datetime timestamptz not null,
        last_update_datetime timestamptz not null,
        is_auto_update_from_repo_unit boolean not null,
        target_firmware_platform text,
        repo_branch text,
        repo_commit text,
        unit_state text,
        state_received_at timestamptz,
        current_commit_version text,
        synced_commit text,
        input_base_topics text[] not null default '{}',
        output_base_topics text[] not null default '{}',
        cipher_env text,
        cipher_state_storage text,
        firmware_update_status text,
        firmware_update_error text,
        last_firmware_update_datetime timestamptz,
        firmware_target_commit text,
        creator_uuid uuid not null,
        repo_uuid uuid not null,
        constraint units_name unique (name)
      )`);
    await runner.query('create index units_newest on units (create_datetime desc, uuid)');
    await runner.query('create index units_of_repo on units (repo_uuid, is_auto_update_from_repo_unit)');
    await runner.query('create index units_of_creator on units (creator_uuid)');
    await runner.query(`
      create index units_being_updated on units (last_firmware_update_datetime)
      where firmware_update_status = 'RequestSent'`);

    await runner.query(`
      create table unit_nodes (
        uuid uuid primary key,
        version int not null default 1,
        type text not null,
        visibility_level text not null,
        is_rewritable_input boolean not null default false,
        max_connections int not null default 10,
        topic_name text not null,
        create_datetime timestamptz not null,
        last_update_datetime timestamptz not null,
        creator_uuid uuid not null,
        unit_uuid uuid not null references units on delete cascade
      )`);
    // A topic name may be longer than what an index entry holds, hence its digest.
    await runner.query(
      'create unique index unit_nodes_topic on unit_nodes (unit_uuid, type, md5(topic_name))',
    );
    await runner.query('create index unit_nodes_newest on unit_nodes (create_datetime desc, uuid)');

    await runner.query(`
      create table unit_node_edges (
        uuid uuid primary key,
        node_output_uuid uuid not null references unit_nodes on delete cascade,
        node_input_uuid uuid not null references unit_nodes on delete cascade,
        creator_uuid uuid not null,
        constraint unit_node_edges_pair unique (node_output_uuid, node_input_uuid)
      )`);
    await runner.query('create index unit_node_edges_input on unit_node_edges (node_input_uuid)');

    await runner.query(`
      create table permissions (
        uuid uuid primary key default gen_random_uuid(),
        agent_type text not null,
        agent_uuid uuid not null,
        resource_type text not null,
        resource_uuid uuid not null,
        constraint permissions_pair unique (agent_uuid, resource_type, resource_uuid)
      )`);
    await runner.query('create index permissions_resource on permissions (resource_uuid)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
