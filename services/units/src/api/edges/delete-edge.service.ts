import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { DomainError, type Actor } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { CommandRepository } from '../../data/command.repository';
import { PermissionRepository, type Grant } from '../../data/permission.repository';
import { SubscriptionGraceRepository } from '../../data/subscription-grace.repository';
import { UnitNodeEdgeEntity } from '../../data/unit-node-edge.entity';
import { UnitNodeEdgeRepository } from '../../data/unit-node-edge.repository';
import { UnitRepository } from '../../data/unit.repository';
import { EdgeEndsService, grantsOfEdge, type EdgeEnds, type EdgeKey } from './edge-ends.service';

const notLinked = (): DomainError => new DomainError('Validation', 'The nodes are not linked');

/** Takes a link away, and all that came with it (`docs/protocol/rest-graphql.md 4.8`, 10B.24). */
@Injectable()
export class DeleteEdgeService {
  constructor(
    private readonly ends: EdgeEndsService,
    private readonly edges: UnitNodeEdgeRepository,
    private readonly units: UnitRepository,
    private readonly permissions: PermissionRepository,
    private readonly graces: SubscriptionGraceRepository,
    private readonly commands: CommandRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async delete(actor: Actor, key: EdgeKey): Promise<void> {
    const found = await this.ends.find(key);
    const edge = await this.edges.find(key);
    if (!edge) throw notLinked();
    const { creatorUuid: inputCreatorUuid } = found.input;
    requireAccess('edge.delete', actor, { edgeCreatorUuid: edge.creatorUuid, inputCreatorUuid });
    await this.transactions.run(async (transaction) => {
      const ends = await this.ends.lock(transaction, found);
      const { affected } = await transaction.manager.delete(UnitNodeEdgeEntity, { uuid: edge.uuid });
      if (!affected) throw notLinked();
      await this.revoke(transaction, ends);
      await this.units.bumpAccess(transaction, [ends.output.unitUuid, ends.input.unitUuid]);
      await this.commands.putSchemaUpdates(transaction, [ends.input.unitUuid]);
    });
  }

  /** The receiver's refusal waits until it has its new schema: a refused SUBSCRIBE would keep it reconnecting. */
  private async revoke(transaction: Transaction, ends: EdgeEnds): Promise<void> {
    const { output, input } = ends;
    if (output.unitUuid === input.unitUuid) return;
    await this.graces.grant(transaction, input.unitUuid, output.uuid, this.clock.now());
    const grants = grantsOfEdge(ends);
    const kept = await this.edges.remainingLinks(transaction, ends);
    const revoked: Grant[] = [];
    if (!kept.senderToInput) revoked.push(grants.senderToInput);
    if (!kept.receiverToOutput) revoked.push(grants.receiverToOutput);
    if (!kept.senderToReceiver) revoked.push(grants.senderToReceiver);
    await this.permissions.remove(transaction, revoked);
  }
}
