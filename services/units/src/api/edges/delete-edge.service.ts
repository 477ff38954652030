import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { DomainError, type Actor } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { UnitNodeEdgeRepository } from '../../data/unit-node-edge.repository';
import { EdgeEndsService, type EdgeKey } from './edge-ends.service';
import { EdgeRemovalService } from './edge-removal.service';

const notLinked = (): DomainError => new DomainError('Validation', 'The nodes are not linked');

/** Takes a link away, and all that came with it (`docs/protocol/rest-graphql.md 4.8`, 10B.24). */
@Injectable()
export class DeleteEdgeService {
  constructor(
    private readonly ends: EdgeEndsService,
    private readonly edges: UnitNodeEdgeRepository,
    private readonly removal: EdgeRemovalService,
    private readonly transactions: Transactions,
  ) {}

  async delete(actor: Actor, key: EdgeKey): Promise<void> {
    const found = await this.ends.find(key);
    const edge = await this.edges.find(key);
    if (!edge) throw notLinked();
    const { creatorUuid: inputCreatorUuid } = found.input;
    requireAccess('edge.delete', actor, { edgeCreatorUuid: edge.creatorUuid, inputCreatorUuid });
    await this.transactions.run(async (transaction) => {
      const ends = await this.ends.lock(transaction, found);
      if (!(await this.removal.remove(transaction, edge.uuid, ends))) throw notLinked();
    });
  }
}
