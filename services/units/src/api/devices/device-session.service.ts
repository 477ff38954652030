import { Injectable } from '@nestjs/common';
import type { DevicePayload, DeviceSession } from '@unitfleet/contracts';
import { unitLogsReplaced } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { CommandRepository } from '../../data/command.repository';
import { DeviceConnectionRepository } from '../../data/device-connection.repository';
import { StaleTopicRepository } from '../../data/stale-topic.repository';
import { SubscriptionGraceRepository } from '../../data/subscription-grace.repository';
import { UnitRepository } from '../../data/unit.repository';

/** Follows comings and goings of devices: commands wait for them. */
@Injectable()
export class DeviceSessionService {
  constructor(
    private readonly connections: DeviceConnectionRepository,
    private readonly commands: CommandRepository,
    private readonly units: UnitRepository,
    private readonly graces: SubscriptionGraceRepository,
    private readonly stale: StaleTopicRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async take(session: DeviceSession): Promise<void> {
    if (session.kind === 'refused') return;
    const { kind, unitUuid } = session;
    // A subscription may be reported before the connect that it belongs to.
    const isStale = kind !== 'disconnected' && (await this.stale.has(unitUuid));
    await this.transactions.run(async (transaction) => {
      // Units come before lanes, as everywhere.
      if (isStale) await this.units.tryLock(transaction, unitUuid);
      const { isKnownUnit, hasReconnected } = await this.connections.apply(transaction, session);
      if (!isKnownUnit) return;
      if (hasReconnected) await this.commands.beginAnew(transaction, unitUuid, session);
      if (hasReconnected && isStale) await this.bearWith(transaction, unitUuid);
      await this.commands.wake(transaction, [unitUuid]);
    });
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
      if (!unit || !(await this.commands.confirm(transaction, unitUuid, 'LogSync'))) return;
      await this.units.change(transaction, unit, {});
      const { uuid, version } = unit;
      transaction.emit(unitLogsReplaced, { uuid, version }, { uuid, before: receivedAt });
    });
  }
}
