import { Inject, Injectable } from '@nestjs/common';
import { unitUpdateFinished, unitUpdateRequested } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import type { UnitEntity } from '../../data/unit.entity';
import { UnitRepository } from '../../data/unit.repository';
import { nextFirmware, type FirmwareHappening, type FirmwareProgress } from '../../domain/firmware-status';
import { SETTINGS, type UnitsSettings } from '../../settings';

/** A device may miss one state. */
const PATIENCE_INTERVALS = 2;

/** What the progress of an Update is read from. */
type UpdatedUnit = Pick<
  UnitEntity,
  | 'uuid'
  | 'version'
  | 'firmwareUpdateStatus'
  | 'firmwareUpdateError'
  | 'lastFirmwareUpdateDatetime'
  | 'firmwareTargetCommit'
>;

const progressOf = (unit: UpdatedUnit): FirmwareProgress => ({
  status: unit.firmwareUpdateStatus,
  error: unit.firmwareUpdateError,
  sentAt: unit.lastFirmwareUpdateDatetime,
  targetCommit: unit.firmwareTargetCommit,
});

/** Follows the Updates of Units. */
@Injectable()
export class FirmwareProgressService {
  /** Milliseconds after which an Update without the awaited state has failed. */
  readonly patienceMs: number;

  constructor(
    private readonly units: UnitRepository,
    @Inject(SETTINGS) settings: UnitsSettings,
  ) {
    this.patienceMs = settings.PU_STATE_SEND_INTERVAL * PATIENCE_INTERVALS * 1_000;
  }

  /** Takes a happening into a locked Unit. */
  async advance(transaction: Transaction, unit: UpdatedUnit, happening: FirmwareHappening): Promise<void> {
    const before = progressOf(unit);
    const after = nextFirmware(before, happening, this.patienceMs);
    if (isSame(before, after)) return;
    await this.units.change(transaction, unit, {
      firmwareUpdateStatus: after.status,
      firmwareUpdateError: after.error,
      lastFirmwareUpdateDatetime: after.sentAt,
      firmwareTargetCommit: after.targetCommit,
    });
    const { uuid, version } = unit;
    if (happening.kind === 'requested')
      transaction.emit(unitUpdateRequested, { uuid, version }, { uuid, commit: happening.commit });
    if (after.status !== null && after.status !== 'RequestSent' && after.status !== before.status)
      transaction.emit(
        unitUpdateFinished,
        { uuid, version },
        { uuid, commit: after.targetCommit, status: after.status, error: after.error },
      );
  }
}

const isSame = (one: FirmwareProgress, other: FirmwareProgress): boolean =>
  one.status === other.status &&
  one.error === other.error &&
  one.sentAt?.getTime() === other.sentAt?.getTime() &&
  one.targetCommit === other.targetCommit;
