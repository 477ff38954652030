import { Injectable } from '@nestjs/common';
import type { Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { CommandRepository } from '../../data/command.repository';
import { PermissionRepository, type Grant } from '../../data/permission.repository';
import { StaleTopicRepository } from '../../data/stale-topic.repository';
import { SubscriptionGraceRepository } from '../../data/subscription-grace.repository';
import { UnitNodeEdgeEntity } from '../../data/unit-node-edge.entity';
import { UnitNodeEdgeRepository } from '../../data/unit-node-edge.repository';
import { UnitRepository } from '../../data/unit.repository';
import { grantsOfEdge, type EdgeEnds } from './edge-ends.service';

/** Takes an edge away with the permissions that came with it, and tells the receiver. */
@Injectable()
export class EdgeRemovalService {
  constructor(
    private readonly edges: UnitNodeEdgeRepository,
    private readonly units: UnitRepository,
    private readonly permissions: PermissionRepository,
    private readonly graces: SubscriptionGraceRepository,
    private readonly stale: StaleTopicRepository,
    private readonly commands: CommandRepository,
    private readonly clock: Clock,
  ) {}

  /** The ends must be locked. Answers false for an edge that is gone already. */
  async remove(transaction: Transaction, edgeUuid: string, ends: EdgeEnds): Promise<boolean> {
    const { affected } = await transaction.manager.delete(UnitNodeEdgeEntity, { uuid: edgeUuid });
    if (!affected) return false;
    await this.revoke(transaction, ends);
    await this.units.bumpAccess(transaction, [ends.output.unitUuid, ends.input.unitUuid]);
    await this.commands.putSchemaUpdates(transaction, [ends.input.unitUuid]);
    return true;
  }

  /** The receiver's refusal waits until it has its new schema: a refused SUBSCRIBE would keep it reconnecting. */
  private async revoke(transaction: Transaction, ends: EdgeEnds): Promise<void> {
    const { output, input } = ends;
    if (output.unitUuid === input.unitUuid) return;
    const now = this.clock.now();
    await this.graces.grant(transaction, input.unitUuid, output.uuid, now);
    await this.stale.note(transaction, input.unitUuid, output.uuid, new Date(now));
    const grants = grantsOfEdge(ends);
    const kept = await this.edges.remainingLinks(transaction, ends);
    const revoked: Grant[] = [];
    if (!kept.senderToInput) revoked.push(grants.senderToInput);
    if (!kept.receiverToOutput) revoked.push(grants.receiverToOutput);
    if (!kept.senderToReceiver) revoked.push(grants.senderToReceiver);
    await this.permissions.removeOfEdge(transaction, revoked);
  }
}
