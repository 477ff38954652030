import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A series for each additional pipeline of a node, in the order of its document. */
export class AdditionalSeries1700000030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['nodes', 'pipeline_versions'])
      await runner.query(`alter table ${table} add column additional_series int[] not null default '{}'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
