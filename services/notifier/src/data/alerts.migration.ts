import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Alerts implements MigrationInterface {
  readonly name = 'Alerts1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table alerts (
        uuid uuid primary key,
        key text not null,
        text text not null,
        raised_at timestamptz not null,
        resolved_at timestamptz,
        occurrences int not null,
        version int not null
      )`);
    await runner.query('create unique index alerts_open_key on alerts (key) where resolved_at is null');
    await runner.query('create index alerts_raised_at on alerts (raised_at desc, uuid)');
    // Failure and recovery come by different consumers, hence in any order.
    await runner.query('create table alert_keys (key text primary key, known_version bigint not null)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
