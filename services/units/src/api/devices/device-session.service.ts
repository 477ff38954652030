import { Injectable } from '@nestjs/common';
import type { DevicePayload, DeviceSession } from '@unitfleet/contracts';
import { unitLogsReplaced } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { CommandRepository } from '../../data/command.repository';
import { DeviceConnectionRepository } from '../../data/device-connection.repository';
import { DevicePresenceRepository } from '../../data/fleet/device-presence.repository';
import { LiveUnits } from '../../data/live/live-units';
import { StaleTopicRepository } from '../../data/stale-topic.repository';
import { SubscriptionGraceRepository } from '../../data/subscription-grace.repository';
import { UnitRepository } from '../../data/unit.repository';
import { Gathered } from './gathered';

/** Devices come by the thousand when a broker is back: a transaction for each report would keep them waiting. */
const REPORTS_AT_ONCE = 100;

/** A session as it was found at the broker, or was not. */
export type FoundSession = Pick<DeviceSession, 'unitUuid' | 'clientId' | 'at'>;

/** Follows comings and goings of devices: commands wait for them. */
@Injectable()
export class DeviceSessionService {
  private readonly gathered = new Gathered<DeviceSession>(REPORTS_AT_ONCE, (all) => this.takeAll(all));

  constructor(
    private readonly connections: DeviceConnectionRepository,
    private readonly presences: DevicePresenceRepository,
    private readonly live: LiveUnits,
    private readonly commands: CommandRepository,
    private readonly units: UnitRepository,
    private readonly graces: SubscriptionGraceRepository,
    private readonly stale: StaleTopicRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async take(session: DeviceSession): Promise<void> {
    if (session.kind !== 'refused') await this.gathered.add(session);
  }

  /** Sessions that the broker has and nobody reported; what they listen to is not known. */
  async foundBegun(sessions: readonly FoundSession[]): Promise<void> {
    await this.takeAll(sessions.map((session): DeviceSession => ({ kind: 'connected', ...session })));
  }

  /**
   * Sessions that the broker no longer has, each as of a time at which it was not there any more. Answers how many have
   * ended: what began or was heard of later stays. Nobody saw their devices go, so when they were last seen stays, too.
   */
  async foundEnded(sessions: readonly FoundSession[]): Promise<number> {
    if (sessions.length === 0) return 0;
    const ended = await this.transactions.run(async (transaction) => {
      const reports = sessions.map((session): DeviceSession => ({ kind: 'disconnected', ...session }));
      return (await this.connections.apply(transaction, reports)).turns;
    });
    await this.tell(ended);
    return ended.length;
  }

  private async takeAll(sessions: readonly DeviceSession[]): Promise<void> {
    // A subscription may be reported before the connect that it belongs to.
    const begun = sessions.filter(({ kind }) => kind !== 'disconnected').map(({ unitUuid }) => unitUuid);
    const stale = await this.stale.among(begun);
    const turns = await this.transactions.run(async (transaction) => {
      // Units come before lanes, as everywhere.
      for (const unitUuid of stale) await this.units.tryLock(transaction, unitUuid);
      const { knownUnits, reconnects, turns } = await this.connections.apply(transaction, sessions);
      await this.presences.note(transaction, turns);
      await this.beginAnew(transaction, reconnects, new Set(stale));
      if (knownUnits.length > 0) await this.commands.wake(transaction, knownUnits);
      return turns;
    });
    await this.tell(turns);
  }

  private tell(turns: readonly DeviceSession[]): Promise<void> {
    return this.live.cameOrWent([...new Set(turns.map(({ unitUuid }) => unitUuid))]);
  }

  private async beginAnew(
    transaction: Transaction,
    reconnects: readonly DeviceSession[],
    stale: ReadonlySet<string>,
  ): Promise<void> {
    const awaited = await this.commands.unitsWithAny(
      transaction,
      reconnects.map((one) => one.unitUuid),
    );
    for (const session of reconnects) {
      const { unitUuid } = session;
      if (awaited.has(unitUuid)) await this.commands.beginAnew(transaction, unitUuid, session);
      if (stale.has(unitUuid)) await this.bearWith(transaction, unitUuid);
    }
  }

  /** The device subscribes by its old schema first, and fetches the new one then. */
  private async bearWith(transaction: Transaction, unitUuid: string): Promise<void> {
    const nodes = await this.stale.expectedBy(transaction, unitUuid);
    for (const node of nodes) await this.graces.grant(transaction, unitUuid, node, this.clock.now());
    if (nodes.length > 0) await this.units.bumpAccess(transaction, [unitUuid]);
  }

  /** The first log after a LogSync is its effect: what the device sends now replaces what it sent before. */
  async takeLog({ unitUuid, receivedAt }: DevicePayload): Promise<void> {
    await this.units.noteHeard(unitUuid, receivedAt);
    if (!(await this.commands.isSent(unitUuid, 'LogSync', receivedAt))) return;
    await this.transactions.run(async (transaction) => {
      const unit = await this.units.tryLock(transaction, unitUuid);
      if (!unit || !(await this.commands.confirm(transaction, unitUuid, 'LogSync', receivedAt))) return;
      await this.units.change(transaction, unit, {});
      const { uuid, version } = unit;
      transaction.emit(unitLogsReplaced, { uuid, version }, { uuid, before: receivedAt });
    });
  }
}
