import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SchemaDeclaration } from '../src';

class Counters implements MigrationInterface {
  readonly name = 'Counters1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table counters (uuid uuid primary key, version int not null, value int not null)',
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

export const sampleSchema: SchemaDeclaration = { schema: 'sample', entities: [], migrations: [Counters] };
