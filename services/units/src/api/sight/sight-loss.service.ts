import { Injectable } from '@nestjs/common';
import { unitNodeAccessChanged } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { ForeignTopicRepository, type ForeignNode } from '../../data/foreign-topic.repository';
import { SubscriptionGraceRepository } from '../../data/subscription-grace.repository';
import { UnitNodeEdgeRepository } from '../../data/unit-node-edge.repository';
import type { UnitNodeEntity } from '../../data/unit-node.entity';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import { UnitRepository } from '../../data/unit.repository';
import { nodeAccessOf } from '../../domain/device-rules';
import { EdgeEndsService } from '../edges/edge-ends.service';
import { EdgeRemovalService } from '../edges/edge-removal.service';

/**
 * What follows when Units lose sight of a node, by its level or by a permission (`docs/protocol/decisions.md`,
 * "Devices"): edges go and SchemaUpdate is sent; who hears the node is refused when the device has its new schema, or
 * after a while; who writes to it is refused at once.
 */
@Injectable()
export class SightLossService {
  constructor(
    private readonly foreign: ForeignTopicRepository,
    private readonly nodes: UnitNodeRepository,
    private readonly edges: UnitNodeEdgeRepository,
    private readonly units: UnitRepository,
    private readonly ends: EdgeEndsService,
    private readonly removal: EdgeRemovalService,
    private readonly graces: SubscriptionGraceRepository,
    private readonly clock: Clock,
  ) {}

  /** After a node's level, or who may write to it, has changed, in the same transaction; the nodes must be locked. */
  async nodesChanged(transaction: Transaction, nodes: readonly UnitNodeEntity[]): Promise<void> {
    for (const node of nodes)
      transaction.emit(unitNodeAccessChanged, { uuid: node.uuid, version: node.version }, nodeAccessOf(node));
    await this.follow(transaction, nodes);
    const closed = nodes.filter(({ type, isRewritableInput }) => type === 'Input' && !isRewritableInput);
    const writers = await this.foreign.usersOf(
      transaction,
      closed.map(({ uuid }) => uuid),
    );
    if (writers.length > 0) await this.units.bumpAccess(transaction, writers);
  }

  /** After a permission for a node has gone, in the same transaction; the nodes must be locked. */
  async follow(transaction: Transaction, nodes: readonly UnitNodeEntity[]): Promise<void> {
    const byUuid = new Map(nodes.map((node) => [node.uuid, node]));
    const lost = await this.foreign.lostSight(transaction, [...byUuid.keys()]);
    if (lost.length === 0) return;
    for (const pair of lost) await this.part(transaction, pair, byUuid.get(pair.nodeUuid) as UnitNodeEntity);
    await this.foreign.forget(transaction, lost);
    await this.units.bumpAccess(
      transaction,
      lost.map(({ unitUuid }) => unitUuid),
    );
  }

  private async part(
    transaction: Transaction,
    { unitUuid, nodeUuid }: ForeignNode,
    node: UnitNodeEntity,
  ): Promise<void> {
    for (const edge of await this.edges.between(transaction, nodeUuid, unitUuid)) {
      const output = await this.nodes.lock(transaction, edge.nodeOutputUuid);
      const input = await this.nodes.lock(transaction, edge.nodeInputUuid);
      const ends = await this.ends.lock(transaction, { output, input });
      await this.removal.remove(transaction, edge.uuid, ends);
    }
    if (node.type === 'Output') await this.graces.grant(transaction, unitUuid, nodeUuid, this.clock.now());
  }
}
