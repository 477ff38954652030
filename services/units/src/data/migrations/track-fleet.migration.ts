import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When devices came and went last, and what Units are to run, so that lists can show and filter it. */
export class TrackFleet implements MigrationInterface {
  readonly name = 'TrackFleet1735689600007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table device_presences (
        unit_uuid uuid primary key references units on delete cascade,
        seen_at timestamptz not null
      )`);
    await runner.query(`
      insert into device_presences (unit_uuid, seen_at)
      select unit_uuid, max(connected_at) from device_connections group by unit_uuid`);
    await this.addTargets(runner);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }

  /**
   * The Units of a Repo that follow it have one target, and so have those with the same branch and commit. Whoever
   * writes Units need not think of it; a row that nobody needs any more is dropped under the exclusive lock, so that
   * none is dropped that a Unit under way has just found.
   */
  private async addTargets(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table units add column version_choice text not null generated always as (
        case when is_auto_update_from_repo_unit then ''
          else coalesce(repo_branch, '') || e'\\n' || coalesce(repo_commit, '') end) stored`);
    await runner.query(`
      create table version_targets (
        repo_uuid uuid not null,
        choice text not null,
        registry_uuid uuid,
        target_commit text,
        due_at timestamptz default now(),
        asked_times int not null default 1,
        attempts int not null default 0,
        primary key (repo_uuid, choice)
      )`);
    await runner.query(
      'create index version_targets_due on version_targets (due_at) where due_at is not null',
    );
    await runner.query('create index version_targets_registry on version_targets (registry_uuid)');
    await runner.query(`
      insert into version_targets (repo_uuid, choice) select distinct repo_uuid, version_choice from units`);
    await runner.query(`
      create function note_version_choice() returns trigger language plpgsql set search_path from current as $$
      begin
        perform pg_advisory_xact_lock_shared(hashtext('units.version_targets'));
        insert into version_targets (repo_uuid, choice) values (new.repo_uuid, new.version_choice)
        on conflict do nothing;
        return null;
      end $$`);
    await runner.query(`
      create trigger note_new_choice after insert on units
      for each row execute function note_version_choice()`);
    await runner.query(`
      create trigger note_other_choice
      after update of repo_uuid, repo_branch, repo_commit, is_auto_update_from_repo_unit on units
      for each row when (old.repo_uuid <> new.repo_uuid or old.version_choice <> new.version_choice)
      execute function note_version_choice()`);
  }
}
