import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { notFound, unitDeleted, type Actor } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { BrokerClient } from '../../data/clients/broker.client';
import { PermissionRepository } from '../../data/permission.repository';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import { UnitEntity } from '../../data/unit.entity';
import { UnitRepository } from '../../data/unit.repository';
import { NodeRemovalService } from '../nodes/node-removal.service';

/** Takes a Unit away with all that is its own (`docs/protocol/rest-graphql.md 4.15`). */
@Injectable()
export class DeleteUnitService {
  constructor(
    private readonly units: UnitRepository,
    private readonly nodes: UnitNodeRepository,
    private readonly permissions: PermissionRepository,
    private readonly removal: NodeRemovalService,
    private readonly broker: BrokerClient,
    private readonly transactions: Transactions,
  ) {}

  async delete(actor: Actor, uuid: string): Promise<void> {
    requireAccess('unit.delete', actor, await this.units.get(uuid));
    await this.transactions.run(async (transaction) => {
      if (!(await this.remove(transaction, uuid))) throw notFound('Unit', uuid);
    });
    await this.broker.tryToKick([uuid]);
  }

  /** Answers false for a Unit that is gone already. */
  async remove(transaction: Transaction, uuid: string): Promise<boolean> {
    const locked = await this.units.tryLock(transaction, uuid);
    if (!locked) return false;
    const nodes = await this.nodes.ofUnit(uuid, transaction.manager);
    await this.removal.remove(transaction, nodes);
    await this.permissions.forget(transaction, [uuid]);
    // The nodes' removal may have counted the version on, for edges inside the Unit.
    const { version } = await this.units.lock(transaction, uuid);
    await transaction.manager.delete(UnitEntity, { uuid });
    const nodeUuids = nodes.map((node) => node.uuid);
    transaction.emit(unitDeleted, { uuid, version: version + 1 }, { uuid, nodeUuids });
    return true;
  }
}
