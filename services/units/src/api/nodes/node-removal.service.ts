import { Injectable } from '@nestjs/common';
import { unitNodeDeleted } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import { In } from 'typeorm';
import { CommandRepository } from '../../data/command.repository';
import { PermissionRepository } from '../../data/permission.repository';
import { UnitNodeEdgeRepository } from '../../data/unit-node-edge.repository';
import { UnitNodeEntity } from '../../data/unit-node.entity';
import { UnitRepository } from '../../data/unit.repository';

/** Takes nodes away together with their edges and permissions, and tells who listened to them. */
@Injectable()
export class NodeRemovalService {
  constructor(
    private readonly units: UnitRepository,
    private readonly edges: UnitNodeEdgeRepository,
    private readonly permissions: PermissionRepository,
    private readonly commands: CommandRepository,
  ) {}

  /** The Units of the nodes must be locked. */
  async remove(transaction: Transaction, nodes: readonly UnitNodeEntity[]): Promise<void> {
    if (nodes.length === 0) return;
    const uuids = nodes.map((node) => node.uuid);
    const edges = await this.edges.touching(transaction, uuids);
    const receivers = edges
      .filter((edge) => uuids.includes(edge.outputUuid))
      .map((edge) => edge.receiverUuid);
    await this.permissions.forget(transaction, uuids);
    await transaction.manager.delete(UnitNodeEntity, { uuid: In(uuids) });
    await this.permissions.removeLoose(transaction, edges);
    await this.units.bumpAccess(
      transaction,
      edges.flatMap(({ senderUuid, receiverUuid }) => [senderUuid, receiverUuid]),
    );
    await this.commands.putSchemaUpdates(transaction, receivers);
    for (const { uuid, unitUuid, version } of nodes)
      transaction.emit(unitNodeDeleted, { uuid, version: version + 1 }, { uuid, unitUuid });
  }
}
