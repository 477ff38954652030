import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nodes that devices may still ask for by a schema that they fetched before. */
export class RememberStaleTopics implements MigrationInterface {
  readonly name = 'RememberStaleTopics1735689600006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stale_topics (
        unit_uuid uuid not null references units on delete cascade,
        node_uuid uuid not null references unit_nodes on delete cascade,
        noted_at timestamptz not null,
        connects int not null default 0,
        primary key (unit_uuid, node_uuid)
      )`);
    await runner.query('create index stale_topics_node on stale_topics (node_uuid)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
