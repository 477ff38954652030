import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the platform called the state of each page of releases, so that unchanged ones need not be read again. */
export class ReleasePages implements MigrationInterface {
  readonly name = 'ReleasePages1767830400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mirrors add column release_pages jsonb');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
