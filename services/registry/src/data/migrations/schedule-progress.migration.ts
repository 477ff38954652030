import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the work of a schedule's slot has come; null where it is done. */
export class ScheduleProgress implements MigrationInterface {
  readonly name = 'ScheduleProgress1767398400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table schedules add column resume_after uuid');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
