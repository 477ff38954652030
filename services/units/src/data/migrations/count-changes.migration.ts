import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each list depends on besides rows that come and go. */
const COLUMNS = {
  units: 'uuid, visibility_level, name, is_auto_update_from_repo_unit, creator_uuid, repo_uuid, has_nodes',
  unit_nodes: 'uuid, visibility_level, type, topic_name, unit_uuid',
  unit_node_edges: 'node_output_uuid, node_input_uuid',
  permissions: 'agent_uuid, resource_type, resource_uuid',
};

/**
 * How often each table was changed in what lists are counted by: a transaction that sees the same number sees the same
 * rows. Each change adds a row of its own, so that writers never wait for each other here.
 */
export class CountChanges implements MigrationInterface {
  readonly name = 'CountChanges1735689600004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table list_changes (source text not null, changes bigint not null)');
    await runner.query(`
      create function note_list_change() returns trigger language plpgsql set search_path from current as $$
      begin
        insert into list_changes (source, changes) values (tg_table_name, 1);
        return null;
      end $$`);
    for (const [table, columns] of Object.entries(COLUMNS))
      await runner.query(`
        create trigger note_list_change after insert or delete or truncate or update of ${columns} on ${table}
        for each statement execute function note_list_change()`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
