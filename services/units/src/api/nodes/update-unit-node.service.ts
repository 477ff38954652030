import { Injectable } from '@nestjs/common';
import { requireAccess, requireAsStrictAs } from '@unitfleet/access';
import {
  DomainError,
  type Actor,
  type OperationInput,
  type UnitNodeView,
  type updateUnitNode,
} from '@unitfleet/contracts';
import { isPipelineTopic } from '@unitfleet/pipeline';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { NodeValueClient } from '../../data/clients/node-value.client';
import type { UnitNodeEntity } from '../../data/unit-node.entity';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import { UnitRepository } from '../../data/unit.repository';
import { SightLossService } from '../sight/sight-loss.service';
import { UnitNodeViews } from './unit-node.views';

type UpdateRequest = OperationInput<typeof updateUnitNode>;

/** What the column holds. */
const MAX_CONNECTIONS = 2_147_483_647;

const checkRules = (node: UnitNodeEntity, request: UpdateRequest): void => {
  const { isRewritableInput, maxConnections, isDataPipeActive } = request;
  if (typeof isRewritableInput === 'boolean' && node.type !== 'Input')
    throw new DomainError('UnitNode', 'Only an Input can be rewritable');
  if (typeof maxConnections === 'number' && (maxConnections < 1 || maxConnections > MAX_CONNECTIONS))
    throw new DomainError('UnitNode', `A node has 1 to ${MAX_CONNECTIONS} connections`);
  if (isDataPipeActive === true && !isPipelineTopic(node.topicName))
    throw new DomainError('DataPipe', 'Only a topic that ends with /pepeunit can have a pipe');
};

/** Changes settings of a node (`docs/protocol/rest-graphql.md 4.8`). */
@Injectable()
export class UpdateUnitNodeService {
  constructor(
    private readonly units: UnitRepository,
    private readonly nodes: UnitNodeRepository,
    private readonly values: NodeValueClient,
    private readonly views: UnitNodeViews,
    private readonly losses: SightLossService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async update(actor: Actor, request: UpdateRequest): Promise<UnitNodeView> {
    const known = await this.nodes.get(request.uuid);
    requireAccess('node.update', actor, known);
    checkRules(known, request);
    const { visibilityLevel } = request;
    if (visibilityLevel)
      requireAsStrictAs(visibilityLevel, (await this.units.get(known.unitUuid)).visibilityLevel);
    // The pipe's owner first: what it refuses must not leave half a change here.
    if (typeof request.isDataPipeActive === 'boolean')
      await this.values.setPipeActive(known, request.isDataPipeActive);
    return this.views.one(await this.store(request));
  }

  private store(request: UpdateRequest): Promise<UnitNodeEntity> {
    return this.transactions.run(async (transaction) => {
      const { unitUuid } = await this.nodes.get(request.uuid);
      const unit = await this.units.lock(transaction, unitUuid);
      const node = await this.nodes.lock(transaction, request.uuid);
      const visibilityLevel = request.visibilityLevel ?? node.visibilityLevel;
      if (request.visibilityLevel) requireAsStrictAs(visibilityLevel, unit.visibilityLevel);
      const isRewritableInput = request.isRewritableInput ?? node.isRewritableInput;
      const isSeenOtherwise = visibilityLevel !== node.visibilityLevel;
      const isUsedOtherwise = isSeenOtherwise || isRewritableInput !== node.isRewritableInput;
      await this.nodes.change(transaction, node, {
        visibilityLevel,
        isRewritableInput,
        maxConnections: request.maxConnections ?? node.maxConnections,
        lastUpdateDatetime: new Date(this.clock.now()),
      });
      if (isUsedOtherwise) await this.losses.nodesChanged(transaction, [node]);
      if (isSeenOtherwise) await this.units.bumpAccess(transaction, [unitUuid]);
      return node;
    });
  }
}
