import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of 100,000 Units: counts and pages come from indexes that hold what decides about them. */
export class IndexLists implements MigrationInterface {
  readonly name = 'IndexLists1735689600003';

  async up(runner: QueryRunner): Promise<void> {
    await this.addHasNodes(runner);
    await runner.query('create index units_levels on units (visibility_level, has_nodes)');
    await runner.query('drop index units_newest');
    await runner.query(
      'create index units_newest on units (create_datetime desc, uuid) include (visibility_level, has_nodes)',
    );
    await runner.query('drop index units_of_repo');
    await runner.query(`
      create index units_of_repo on units (repo_uuid, create_datetime desc)
      include (visibility_level, is_auto_update_from_repo_unit)`);
    await runner.query('drop index units_of_creator');
    await runner.query(
      'create index units_of_creator on units (creator_uuid, create_datetime desc) include (visibility_level)',
    );
    await runner.query('create index unit_nodes_levels on unit_nodes (visibility_level, type)');
    await runner.query('drop index unit_nodes_newest');
    await runner.query(
      'create index unit_nodes_newest on unit_nodes (create_datetime desc, uuid) include (visibility_level, type)',
    );
    await this.addSearch(runner);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }

  /** Whether a Unit has nodes decides about every list with nodes; whoever writes nodes need not think of it. */
  private async addHasNodes(runner: QueryRunner): Promise<void> {
    await runner.query('alter table units add column has_nodes boolean not null default false');
    await runner.query('update units set has_nodes = true where uuid in (select unit_uuid from unit_nodes)');
    await runner.query(`
      create function note_new_nodes() returns trigger language plpgsql set search_path from current as $$
      begin
        update units set has_nodes = true
        where not has_nodes and uuid in (select unit_uuid from changed_nodes);
        return null;
      end $$`);
    await runner.query(`
      create function note_old_nodes() returns trigger language plpgsql set search_path from current as $$
      begin
        update units set has_nodes = false
        where has_nodes and uuid in (select unit_uuid from changed_nodes)
        and not exists (select 1 from unit_nodes node where node.unit_uuid = units.uuid);
        return null;
      end $$`);
    await runner.query(`
      create trigger note_new_nodes after insert on unit_nodes
      referencing new table as changed_nodes for each statement execute function note_new_nodes()`);
    await runner.query(`
      create trigger note_old_nodes after delete on unit_nodes
      referencing old table as changed_nodes for each statement execute function note_old_nodes()`);
  }

  /**
   * Parts of names are found by trigrams where the server has them and allows it; without, by reading all names. The
   * extension may be in any schema, and another service may be adding it at this moment.
   */
  private async addSearch(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$
      declare home text;
      begin
        begin
          create extension if not exists pg_trgm with schema public;
        exception when others then
          raise notice 'pg_trgm was not added: %', sqlerrm;
        end;
        select space.nspname into home from pg_extension added
        join pg_namespace space on space.oid = added.extnamespace where added.extname = 'pg_trgm';
        if home is not null then
          execute format('create index units_search on units using gin (name %I.gin_trgm_ops)', home);
          execute format(
            'create index unit_nodes_search on unit_nodes using gin (topic_name %I.gin_trgm_ops)', home);
        end if;
      end $$`);
  }
}
