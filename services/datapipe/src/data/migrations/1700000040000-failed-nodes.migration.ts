import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nodes whose pipe cannot run are few, and are asked for often. */
export class FailedNodes1700000040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index nodes_failed on nodes (uuid) where error is not null and not is_deleted',
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
