import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row: the process that compares the sessions with the broker. */
export class CheckPresence implements MigrationInterface {
  readonly name = 'CheckPresence1735689600008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table presence_leases (
        id boolean primary key default true check (id),
        holder uuid not null,
        held_until timestamptz not null
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
