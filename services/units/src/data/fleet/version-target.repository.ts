import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { UnitVersionChoice } from '@unitfleet/unit-files';
import { DataSource } from 'typeorm';

interface TargetKey {
  readonly repoUuid: string;
  /** As `units.version_choice`: empty for those that follow the Repo, else branch and commit, a line each. */
  readonly choice: string;
}

/** A target that is to be found again. */
export interface DueTarget extends TargetKey {
  /** Tells whether somebody asked again meanwhile. */
  readonly askedTimes: number;
  readonly attempts: number;
  /** A Unit needs it. */
  readonly isNeeded: boolean;
}

/** Null where it could not be told. */
export interface FoundTarget {
  readonly registryUuid: string | null;
  readonly commit: string | null;
}

/** What a Unit with this choice wishes to run. */
export const choiceOf = ({ choice }: TargetKey): UnitVersionChoice => {
  const [repoBranch = '', ...commit] = choice.split('\n');
  return { isAutoUpdateFromRepoUnit: choice === '', repoBranch, repoCommit: commit.join('\n') };
};

/** What Units are to run, for each Repo and choice once. Triggers add rows with Units. */
@Injectable()
export class VersionTargetRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Settings of the Repo changed. */
  async repoChanged(repoUuid: string, at: Date): Promise<void> {
    await this.source.query(
      `update version_targets set due_at = $2, asked_times = asked_times + 1, attempts = 0
       where repo_uuid = $1`,
      [repoUuid, at],
    );
  }

  /** Commits came. */
  async mirrorChanged(registryUuid: string, at: Date): Promise<void> {
    await this.source.query(
      `update version_targets set due_at = $2, asked_times = asked_times + 1, attempts = 0
       where registry_uuid = $1`,
      [registryUuid, at],
    );
  }

  /** Takes some that are due; others have them again from `leaseUntil` on. */
  take(now: Date, leaseUntil: Date, limit: number): Promise<DueTarget[]> {
    return this.source.query(
      `with due as (
         select repo_uuid, choice from version_targets where due_at <= $1
         order by due_at limit $3 for update skip locked),
       taken as (
         update version_targets target set due_at = $2, attempts = target.attempts + 1
         from due where target.repo_uuid = due.repo_uuid and target.choice = due.choice
         returning target.repo_uuid as "repoUuid", target.choice, target.asked_times as "askedTimes",
           target.attempts, exists (
             select 1 from units unit
             where unit.repo_uuid = target.repo_uuid and unit.version_choice = target.choice) as "isNeeded")
       select * from taken`,
      [now, leaseUntil, limit],
    );
  }

  /** Keeps what was found, unless somebody asked meanwhile: then it is due again, or found by another process. */
  async settle({ repoUuid, choice, askedTimes }: DueTarget, found: FoundTarget): Promise<void> {
    await this.source.query(
      `update version_targets set target_commit = $4, registry_uuid = coalesce($5, registry_uuid),
         due_at = null, attempts = 0
       where repo_uuid = $1 and choice = $2 and asked_times = $3`,
      [repoUuid, choice, askedTimes, found.commit, found.registryUuid],
    );
  }

  async postpone({ repoUuid, choice, askedTimes }: DueTarget, until: Date): Promise<void> {
    await this.source.query(
      `update version_targets set due_at = $4 where repo_uuid = $1 and choice = $2 and asked_times = $3`,
      [repoUuid, choice, askedTimes, until],
    );
  }

  /** Drops those of these that no Unit needs; Units that are being made are waited for. */
  async dropUnneeded(targets: readonly TargetKey[]): Promise<void> {
    await this.source.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(hashtext('units.version_targets'))`);
      await manager.query(
        `delete from version_targets target using unnest($1::uuid[], $2::text[]) as old (repo_uuid, choice)
         where target.repo_uuid = old.repo_uuid and target.choice = old.choice and not exists (
           select 1 from units unit
           where unit.repo_uuid = target.repo_uuid and unit.version_choice = target.choice)`,
        [targets.map((one) => one.repoUuid), targets.map((one) => one.choice)],
      );
    });
  }
}
