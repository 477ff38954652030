import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DomainError, notFound, unitAccessChanged, type VisibilityLevel } from '@unitfleet/contracts';
import { isUniqueViolation, type Transaction } from '@unitfleet/persistence';
import { DataSource, In } from 'typeorm';
import { UnitEntity } from './unit.entity';

const nameTaken = (name: string, cause?: unknown): DomainError =>
  new DomainError('Unit', `The name ${name} is taken`, { cause });

const HEARD_STEP_MS = 5_000;

const HEARD = [
  'uuid',
  'version',
  'unitState',
  'stateReceivedAt',
  'lastUpdateDatetime',
  'currentCommitVersion',
  'syncedCommit',
  'firmwareUpdateStatus',
  'firmwareUpdateError',
  'lastFirmwareUpdateDatetime',
  'firmwareTargetCommit',
] as const satisfies readonly (keyof UnitEntity)[];

/** A Unit as far as what its device says concerns it. */
export type HeardUnit = Pick<UnitEntity, (typeof HEARD)[number]>;

/** Rows of Units. */
@Injectable()
export class UnitRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  find(uuid: string): Promise<UnitEntity | null> {
    return this.source.manager.findOneBy(UnitEntity, { uuid });
  }

  /** Throws Validation (422 code 2) for an unknown Unit. */
  async get(uuid: string): Promise<UnitEntity> {
    const unit = await this.find(uuid);
    if (!unit) throw notFound('Unit', uuid);
    return unit;
  }

  /** Which of these Units exist. */
  async existing(uuids: readonly string[]): Promise<string[]> {
    const rows: { uuid: string }[] = await this.source.query(
      'select uuid from units where uuid = any($1::uuid[])',
      [uuids],
    );
    return rows.map(({ uuid }) => uuid);
  }

  /** How many Units of a Repo have one of these levels. */
  countOfRepo(
    transaction: Transaction,
    repoUuid: string,
    levels: readonly VisibilityLevel[],
  ): Promise<number> {
    return transaction.manager.countBy(UnitEntity, { repoUuid, visibilityLevel: In([...levels]) });
  }

  /** Keys of what a User has made. */
  async uuidsOf(creatorUuid: string): Promise<string[]> {
    const units = await this.source.manager.find(UnitEntity, {
      select: { uuid: true },
      where: { creatorUuid },
    });
    return units.map((unit) => unit.uuid);
  }

  /** The row, kept from others until the end of the transaction. */
  async lock(transaction: Transaction, uuid: string): Promise<UnitEntity> {
    const unit = await this.tryLock(transaction, uuid);
    if (!unit) throw notFound('Unit', uuid);
    return unit;
  }

  tryLock(transaction: Transaction, uuid: string): Promise<UnitEntity | null> {
    return transaction.manager.findOne(UnitEntity, { where: { uuid }, lock: { mode: 'for_no_key_update' } });
  }

  /** Throws Unit (422 code 7) for a taken name, also when another request took it a moment ago. */
  async insert(transaction: Transaction, unit: UnitEntity): Promise<void> {
    try {
      await transaction.manager.insert(UnitEntity, unit);
    } catch (error) {
      throw isUniqueViolation(error, 'units_name') ? nameTaken(unit.name, error) : error;
    }
  }

  /** As `tryLock` for many, and without what states do not need: a Unit may keep a megabyte for its device. */
  async lockForStates(transaction: Transaction, uuids: readonly string[]): Promise<Map<string, HeardUnit>> {
    const rows: HeardUnit[] = await transaction.manager.find(UnitEntity, {
      select: Object.fromEntries(HEARD.map((column) => [column, true])),
      where: { uuid: In([...uuids]) },
      order: { uuid: 'ASC' },
      lock: { mode: 'for_no_key_update' },
    });
    return new Map(rows.map((row) => [row.uuid, row]));
  }

  /** Writes what the devices of locked Units have told. */
  async keepStates({ manager }: Transaction, units: readonly HeardUnit[]): Promise<void> {
    await manager.query(
      `update units set unit_state = told.state, state_received_at = told.at, last_update_datetime = told.at,
         current_commit_version = told.commit, version = units.version + 1
       from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[]) as told (uuid, state, at, commit)
       where units.uuid = told.uuid`,
      [
        units.map((one) => one.uuid),
        units.map((one) => one.unitState),
        units.map((one) => one.stateReceivedAt),
        units.map((one) => one.currentCommitVersion),
      ],
    );
  }

  /** Changes a locked row, here and in the database. */
  async change(
    transaction: Transaction,
    unit: Pick<UnitEntity, 'uuid'> & Partial<UnitEntity>,
    patch: Partial<UnitEntity>,
  ): Promise<void> {
    try {
      const result = await transaction.manager
        .createQueryBuilder()
        .update(UnitEntity)
        .set({ ...patch, version: () => 'version + 1' })
        .where({ uuid: unit.uuid })
        .returning('version')
        .execute();
      Object.assign(unit, patch, { version: (result.raw as { version: number }[])[0]?.version });
    } catch (error) {
      throw isUniqueViolation(error, 'units_name') ? nameTaken(patch.name ?? unit.name ?? '', error) : error;
    }
  }

  /** The Unit was heard of: its `lastUpdateDatetime`, within some seconds, for a device may log without a pause. */
  async noteHeard(uuid: string, at: Date): Promise<void> {
    await this.source.query(
      `update units set last_update_datetime = $2, version = version + 1
       where uuid = $1 and last_update_datetime <= $3`,
      [uuid, at, new Date(at.getTime() - HEARD_STEP_MS)],
    );
  }

  /** Says that what these Units may do at the broker has changed. */
  async bumpAccess(transaction: Transaction, unitUuids: readonly string[]): Promise<void> {
    const changed: { uuid: string; version: number; access_version: number }[] =
      await transaction.manager.query(
        `with locked as (select uuid from units where uuid = any($1::uuid[]) order by uuid for no key update),
              changed as (
                update units set access_version = access_version + 1, version = version + 1
                where uuid in (select uuid from locked) returning uuid, version, access_version)
         select * from changed order by uuid`,
        [[...new Set(unitUuids)]],
      );
    for (const { uuid, version, access_version: accessVersion } of changed)
      transaction.emit(unitAccessChanged, { uuid, version }, { uuid, accessVersion });
  }
}
