import { Injectable } from '@nestjs/common';
import type { DevicePayload, DeviceSession } from '@unitfleet/contracts';
import { unitLogsReplaced } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { CommandRepository } from '../../data/command.repository';
import { DeviceConnectionRepository } from '../../data/device-connection.repository';
import { UnitRepository } from '../../data/unit.repository';

/** Follows comings and goings of devices: commands wait for them. */
@Injectable()
export class DeviceSessionService {
  constructor(
    private readonly connections: DeviceConnectionRepository,
    private readonly commands: CommandRepository,
    private readonly units: UnitRepository,
    private readonly transactions: Transactions,
  ) {}

  async take(session: DeviceSession): Promise<void> {
    if (session.kind === 'refused') return;
    await this.transactions.run(async (transaction) => {
      const { isKnownUnit, hasReconnected } = await this.connections.apply(transaction, session);
      if (!isKnownUnit) return;
      if (hasReconnected) await this.commands.beginAnew(transaction, session.unitUuid, session);
      await this.commands.wake(transaction, [session.unitUuid]);
    });
  }

  /** The first log after a LogSync is its effect: what the device sends now replaces what it sent before. */
  async takeLog({ unitUuid, receivedAt }: DevicePayload): Promise<void> {
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
