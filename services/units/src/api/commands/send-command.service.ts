import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import type { Actor, DeviceCommand } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { UnitRepository } from '../../data/unit.repository';
import { TargetVersionService } from '../firmware/target-version.service';
import { CommandRequestsService } from './command-requests.service';

/** A User or the Unit itself asks for a command. */
@Injectable()
export class SendCommandService {
  constructor(
    private readonly units: UnitRepository,
    private readonly targets: TargetVersionService,
    private readonly requests: CommandRequestsService,
    private readonly transactions: Transactions,
  ) {}

  async send(actor: Actor, uuid: string, kind: DeviceCommand): Promise<void> {
    const known = await this.units.get(uuid);
    requireAccess('unit.send-command', actor, { unitUuid: uuid, creatorUuid: known.creatorUuid });
    const target = await this.targets.resolve(known);
    await this.transactions.run(async (transaction) => {
      const unit = await this.units.lock(transaction, uuid);
      await this.requests.request(transaction, unit, kind, target);
    });
  }
}
