import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outbox and inbox, in every schema before its own tables. */
export class MessagingTables implements MigrationInterface {
  readonly name = 'MessagingTables1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outbox (
        position bigint generated always as identity primary key,
        id uuid not null,
        subject text not null,
        payload bytea not null,
        headers jsonb not null,
        created_at timestamptz not null default now()
      )`);
    await runner.query(`
      create table inbox (
        consumer text not null,
        message_id uuid not null,
        handled_at timestamptz not null default now(),
        primary key (consumer, message_id)
      )`);
    await runner.query('create index inbox_handled_at on inbox (handled_at)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
