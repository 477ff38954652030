import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes that link Telegram chats, addresses of sessions, Units that are gone, and lists of 100,000 rows. */
export class ControlPlane implements MigrationInterface {
  readonly name = 'ControlPlane1767312000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table telegram_codes (
        code_hash text primary key,
        user_uuid uuid not null references users on delete cascade,
        expires_at timestamptz not null
      )`);
    await runner.query('create index telegram_codes_by_expiry on telegram_codes (expires_at)');
    await runner.query('alter table sessions add column network text');
    await runner.query(`
      create table departed_units (
        uuid uuid primary key,
        departed_at timestamptz not null
      )`);
    await runner.query('drop index permissions_on_repo');
    await runner.query('create index permissions_on_repo on permissions (resource_repo_uuid, uuid)');
    await indexLists(runner);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

const indexLists = async (runner: QueryRunner): Promise<void> => {
  await runner.query('create index users_by_standing on users (status, role)');
  await runner.query('drop index repository_registry_by_creation');
  await runner.query(`
    create index repository_registry_by_creation
    on repository_registry (create_datetime, last_update_datetime, uuid)`);
  await runner.query(
    'create index repository_registry_by_update on repository_registry (last_update_datetime, uuid)',
  );
  await runner.query('create index repos_by_level on repos (visibility_level)');
  // One text per Repo, since a word may be in any of three fields, one of them the registry's, which never changes.
  await runner.query('alter table repos add column repository_url text');
  await runner.query(`
    update repos set repository_url = registry.repository_url
    from repository_registry registry where registry.uuid = repos.repository_registry_uuid`);
  await runner.query('alter table repos alter column repository_url set not null');
  await runner.query(`
    alter table repos add column search_text text not null
    generated always as (name || E'\\n' || coalesce(default_branch, '') || E'\\n' || repository_url) stored`);
  await indexWords(runner);
};

const indexWords = async (runner: QueryRunner): Promise<void> => {
  const schema = await trigramSchema(runner);
  if (schema === null) return;
  const trigrams = `${schema}.gin_trgm_ops`;
  await runner.query(`create index users_by_word on users using gin (login ${trigrams})`);
  await runner.query(
    `create index repository_registry_by_word on repository_registry using gin (repository_url ${trigrams})`,
  );
  await runner.query(`create index repos_by_word on repos using gin (search_text ${trigrams})`);
};

/**
 * The extension belongs to the database: it is made by whichever service comes first, others may come at the same
 * moment, and its schema is asked for. Null where it may not be made: searches then read the whole table.
 */
const trigramSchema = async (runner: QueryRunner): Promise<string | null> => {
  await runner.query(`
    do $$ begin
      create extension if not exists pg_trgm schema public;
    exception when others then
      raise notice 'pg_trgm was not added: %', sqlerrm;
    end $$`);
  const [extension] = await runner.query(
    "select extnamespace::regnamespace::text as schema from pg_extension where extname = 'pg_trgm'",
  );
  return extension?.schema ?? null;
};
