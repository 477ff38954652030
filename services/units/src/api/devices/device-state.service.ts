import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type DevicePayload, type UnitState } from '@unitfleet/contracts';
import { METRICS, type Registry } from '@unitfleet/observability';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { CommandRepository } from '../../data/command.repository';
import { DeviceConnectionRepository } from '../../data/device-connection.repository';
import { LiveUnits } from '../../data/live/live-units';
import { UnitRepository, type HeardUnit } from '../../data/unit.repository';
import { isAwaitedVersion } from '../../domain/firmware-status';
import { judgeState, type StateVerdict } from '../../domain/state-throttle';
import { parseDeviceState } from '../../domain/unit-state';
import { countStates, type StateCounter } from '../../data/unit-metrics';
import { SETTINGS, type UnitsSettings } from '../../settings';
import { FirmwareProgressService } from '../firmware/firmware-progress.service';
import { Gathered } from './gathered';

/** A fleet that comes back reports at once, and each device every minute from then on. */
const STATES_AT_ONCE = 100;

interface StateReport {
  readonly unitUuid: string;
  readonly state: UnitState;
  readonly receivedAt: Date;
}

interface Kept extends StateReport {
  readonly verdict: 'keep';
  readonly unit: HeardUnit;
}

type Judged = Kept | (StateReport & { readonly verdict: Exclude<StateVerdict, 'keep'> | 'unknown-unit' });

/** Keeps what devices say of themselves (`docs/protocol/device.md 7.2`). */
@Injectable()
export class DeviceStateService {
  private readonly intervalMs: number;
  private readonly counter: StateCounter;
  private readonly gathered = new Gathered<StateReport>(STATES_AT_ONCE, (all) => this.takeAll(all));

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
    await this.gathered.add({ unitUuid, state, receivedAt });
  }

  private async takeAll(reports: readonly StateReport[]): Promise<void> {
    const judged = await this.transactions.run(async (transaction) => {
      const uuids = [...new Set(reports.map((one) => one.unitUuid))];
      const units = await this.units.lockForStates(transaction, uuids);
      const connectedAt = await this.connections.lastConnectedAt(transaction, uuids);
      const verdicts = reports.map((report): Judged => {
        const unit = units.get(report.unitUuid);
        if (!unit) return { ...report, verdict: 'unknown-unit' };
        const verdict = this.judge(unit, report, connectedAt.get(unit.uuid) ?? null);
        if (verdict !== 'keep') return { ...report, verdict };
        return { ...report, verdict, unit: told(unit, report) };
      });
      await this.follow(transaction, verdicts.filter(isKept));
      return verdicts;
    });
    for (const { verdict } of judged) this.counter.inc({ verdict });
    await this.live.statesKept(judged.filter(isKept));
  }

  private judge(unit: HeardUnit, { state, receivedAt }: StateReport, connectedAt: Date | null): StateVerdict {
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

  private async follow(transaction: Transaction, kept: readonly Kept[]): Promise<void> {
    if (kept.length === 0) return;
    const units = [...new Set(kept.map(({ unit }) => unit))];
    await this.units.keepStates(transaction, units);
    const awaited = await this.commands.unitsWithAny(
      transaction,
      units.map(({ uuid }) => uuid),
    );
    for (const { unit, state, receivedAt } of kept) {
      const version = state.puCommitVersion;
      const current = unit.syncedCommit;
      await this.progress.advance(transaction, unit, { kind: 'reported', version, current, at: receivedAt });
      if (!awaited.has(unit.uuid)) continue;
      if (isAwaited(unit, version)) await this.commands.confirm(transaction, unit.uuid, 'Update');
      else if (version !== null) await this.followReturn(transaction, unit, version);
    }
  }

  /** A device that comes back from its Update with another version each time is not updated for ever. */
  private async followReturn(transaction: Transaction, unit: HeardUnit, version: string): Promise<void> {
    if (!(await this.commands.hasSpentUpdate(transaction, unit.uuid))) return;
    const text = `the device came back with version ${version} instead of ${unit.firmwareTargetCommit} each time; it is left alone until the next Update is asked for`;
    const reason = new DomainError('Update', text).message;
    await this.progress.advance(transaction, unit, { kind: 'failed', reason });
  }
}

const isKept = (one: Judged): one is Kept => one.verdict === 'keep';

/** The Unit as its device has told. A state without a version leaves the last one (`docs/protocol/device.md`, oddity B16). */
const told = (unit: HeardUnit, { state, receivedAt }: StateReport): HeardUnit =>
  Object.assign(unit, {
    unitState: JSON.stringify(state),
    stateReceivedAt: receivedAt,
    currentCommitVersion: state.puCommitVersion ?? unit.currentCommitVersion,
    lastUpdateDatetime: receivedAt,
  });

const isAwaited = (unit: HeardUnit, version: string | null): boolean =>
  isAwaitedVersion(version, { targetCommit: unit.firmwareTargetCommit, current: unit.syncedCommit });
