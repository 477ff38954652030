import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type DevicePayload, type UnitState } from '@unitfleet/contracts';
import { METRICS, type Registry } from '@unitfleet/observability';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { CommandRepository } from '../../data/command.repository';
import { DeviceConnectionRepository } from '../../data/device-connection.repository';
import { LiveUnits } from '../../data/live/live-units';
import type { UnitEntity } from '../../data/unit.entity';
import { UnitRepository } from '../../data/unit.repository';
import { isAwaitedVersion } from '../../domain/firmware-status';
import { judgeState, type StateVerdict } from '../../domain/state-throttle';
import { parseDeviceState } from '../../domain/unit-state';
import { countStates, type StateCounter } from '../../data/unit-metrics';
import { SETTINGS, type UnitsSettings } from '../../settings';
import { FirmwareProgressService } from '../firmware/firmware-progress.service';

/** Keeps what devices say of themselves (`docs/protocol/device.md 7.2`). */
@Injectable()
export class DeviceStateService {
  private readonly intervalMs: number;
  private readonly counter: StateCounter;

  constructor(
    private readonly units: UnitRepository,
    private readonly connections: DeviceConnectionRepository,
    private readonly commands: CommandRepository,
    private readonly progress: FirmwareProgressService,
    private readonly transactions: Transactions,
    private readonly live: LiveUnits,
    @Inject(METRICS) metrics: Registry,
    @Inject(SETTINGS) settings: UnitsSettings,
  ) {
    this.intervalMs = settings.PU_STATE_SEND_INTERVAL * 1_000;
    this.counter = countStates(metrics);
  }

  /** May be called again, and late, with the same state: an older one changes nothing. */
  async take({ unitUuid, payload, receivedAt }: DevicePayload): Promise<void> {
    const state = parseDeviceState(payload, receivedAt.getTime());
    if (state === null) return this.counter.inc({ verdict: 'unreadable' });
    const { verdict, unit } = await this.transactions.run(async (transaction) => {
      const locked = await this.units.tryLock(transaction, unitUuid);
      if (!locked) return { verdict: 'unknown-unit', unit: null } as const;
      const judged = await this.judge(transaction, locked, state, receivedAt);
      if (judged === 'keep') await this.keep(transaction, locked, state, receivedAt);
      return { verdict: judged, unit: locked };
    });
    if (verdict === 'keep') this.live.stateKept(unit, state);
    this.counter.inc({ verdict });
  }

  private async judge(
    transaction: Transaction,
    unit: UnitEntity,
    state: UnitState,
    receivedAt: Date,
  ): Promise<StateVerdict> {
    const connectedAt = await this.connections.lastConnectedAt(transaction, unit.uuid);
    const { stateReceivedAt, currentCommitVersion: version, firmwareUpdateStatus: status } = unit;
    const isUpdateUnderWay =
      status === 'RequestSent' || (status === 'Error' && isAwaited(unit, state.puCommitVersion));
    return judgeState({
      receivedAt: receivedAt.getTime(),
      version: state.puCommitVersion,
      previous: stateReceivedAt && { receivedAt: stateReceivedAt.getTime(), version, isUpdateUnderWay },
      connectedAt: connectedAt?.getTime() ?? null,
      intervalMs: this.intervalMs,
    });
  }

  /** A state without a version leaves the last one (`docs/protocol/device.md`, oddity B16). */
  private async keep(
    transaction: Transaction,
    unit: UnitEntity,
    state: UnitState,
    receivedAt: Date,
  ): Promise<void> {
    const version = state.puCommitVersion;
    await this.units.change(transaction, unit, {
      unitState: JSON.stringify(state),
      stateReceivedAt: receivedAt,
      currentCommitVersion: version ?? unit.currentCommitVersion,
      lastUpdateDatetime: receivedAt,
    });
    const current = unit.syncedCommit;
    await this.progress.advance(transaction, unit, { kind: 'reported', version, current, at: receivedAt });
    if (isAwaited(unit, version)) await this.commands.confirm(transaction, unit.uuid, 'Update');
    else if (version !== null) await this.followReturn(transaction, unit, version);
  }

  /** A device that comes back from its Update with another version each time is not updated for ever. */
  private async followReturn(transaction: Transaction, unit: UnitEntity, version: string): Promise<void> {
    if (!(await this.commands.hasSpentUpdate(transaction, unit.uuid))) return;
    const text = `the device came back with version ${version} instead of ${unit.firmwareTargetCommit} each time; it is left alone until the next Update is asked for`;
    const reason = new DomainError('Update', text).message;
    await this.progress.advance(transaction, unit, { kind: 'failed', reason });
  }
}

const isAwaited = (unit: UnitEntity, version: string | null): boolean =>
  isAwaitedVersion(version, { targetCommit: unit.firmwareTargetCommit, current: unit.syncedCommit });
