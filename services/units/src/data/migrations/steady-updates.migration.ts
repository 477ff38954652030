import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Waves of Updates that no end of a process breaks off or doubles, and Updates that devices went back from. */
export class SteadyUpdates implements MigrationInterface {
  readonly name = 'SteadyUpdates1735689600005';

  async up(runner: QueryRunner): Promise<void> {
    // Who works on a row keeps it until leased_until; a request that comes meanwhile counts asked_times on.
    await runner.query(`
      alter table unit_update_queue
      add column leased_until timestamptz, add column asked_times int not null default 1`);
    // Over how many of its connections a device was sent the command, and as which client it was last.
    await runner.query(`
      alter table pending_commands
      add column connections int not null default 0, add column client_id text`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
