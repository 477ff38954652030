import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users, sessions, repository registries, Repos and grants on them (`docs/protocol/rest-graphql.md 8`). */
export class Initial implements MigrationInterface {
  readonly name = 'Initial1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table users (
        uuid uuid primary key,
        version int not null default 1,
        role text not null,
        status text not null,
        login text not null constraint users_login unique,
        telegram_chat_id text constraint users_telegram_chat_id unique,
        hashed_password text not null,
        cipher_dynamic_salt text,
        grafana_org_name uuid not null,
        grafana_org_id text,
        create_datetime timestamptz not null
      )`);
    await runner.query('create index users_by_creation on users (create_datetime, uuid)');
    await runner.query(`
      create table sessions (
        sid text primary key,
        user_uuid uuid not null references users on delete cascade,
        create_datetime timestamptz not null,
        expires_at timestamptz not null
      )`);
    await runner.query('create index sessions_of_user on sessions (user_uuid)');
    await runner.query('create index sessions_by_expiry on sessions (expires_at)');
    await runner.query(`
      create table login_attempts (
        key text primary key,
        attempts int not null,
        window_ends timestamptz not null
      )`);
    await runner.query(`
      create table repository_registry (
        uuid uuid primary key,
        version int not null default 1,
        platform text not null,
        repository_url text not null constraint repository_registry_url unique,
        is_public_repository boolean not null default true,
        cipher_credentials_private_repository text,
        releases_data text,
        local_repository_size bigint not null default 0,
        sync_status text,
        sync_error text,
        sync_last_datetime timestamptz,
        sync_request_id uuid,
        sync_on_behalf_of uuid,
        sync_asked_at timestamptz,
        mirror_version int not null default 0,
        create_datetime timestamptz not null,
        last_update_datetime timestamptz not null,
        creator_uuid uuid references users on delete set null
      )`);
    await runner.query(
      'create index repository_registry_by_creation on repository_registry (create_datetime, uuid)',
    );
    await runner.query('create index repository_registry_of_creator on repository_registry (creator_uuid)');
    await runner.query(
      'create index repository_registry_waiting on repository_registry (sync_asked_at) where sync_request_id is not null',
    );
    await runner.query(`
      create table repos (
        uuid uuid primary key,
        version int not null default 1,
        visibility_level text not null default 'Public',
        name text not null constraint repos_name unique,
        create_datetime timestamptz not null,
        last_update_datetime timestamptz not null,
        default_branch text,
        default_commit text,
        is_compilable_repo boolean not null default false,
        is_auto_update_repo boolean not null default true,
        is_only_tag_update boolean not null default false,
        creator_uuid uuid references users on delete cascade,
        repository_registry_uuid uuid not null references repository_registry on delete restrict
      )`);
    await runner.query(
      'create index repos_by_creation on repos (create_datetime, last_update_datetime, uuid)',
    );
    await runner.query('create index repos_by_update on repos (last_update_datetime, uuid)');
    await runner.query('create index repos_of_registry on repos (repository_registry_uuid)');
    await runner.query('create index repos_of_creator on repos (creator_uuid)');
    await runner.query(`
      create table permissions (
        uuid uuid primary key default gen_random_uuid(),
        agent_type text not null,
        agent_user_uuid uuid references users on delete cascade,
        agent_unit_uuid uuid,
        resource_type text not null,
        resource_repo_uuid uuid not null references repos on delete cascade,
        check (num_nonnulls(agent_user_uuid, agent_unit_uuid) = 1)
      )`);
    await runner.query(
      'create unique index permissions_of_user on permissions (agent_user_uuid, resource_repo_uuid)',
    );
    await runner.query(
      'create unique index permissions_of_unit on permissions (agent_unit_uuid, resource_repo_uuid)',
    );
    await runner.query('create index permissions_on_repo on permissions (resource_repo_uuid)');
    await runner.query('create table schedules (name text primary key, last_slot bigint not null)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
