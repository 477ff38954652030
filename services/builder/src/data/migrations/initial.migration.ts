import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mirrors, and synchronisations that are still to be done. */
export class Initial implements MigrationInterface {
  readonly name = 'Initial1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mirrors (
        registry_uuid uuid primary key,
        version int not null,
        generation uuid,
        previous_generation uuid,
        size_bytes bigint not null default 0,
        releases_data text,
        last_request_id uuid not null,
        error text,
        synced_at timestamptz
      )`);
    await runner.query(`
      create table sync_requests (
        request_id uuid primary key,
        registry_uuid uuid not null,
        on_behalf_of uuid,
        attempts int not null default 0,
        requested_at timestamptz not null default now(),
        not_before timestamptz not null default now()
      )`);
    await runner.query('create index sync_requests_in_order on sync_requests (requested_at)');
    await runner.query('create index sync_requests_of_registry on sync_requests (registry_uuid)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
