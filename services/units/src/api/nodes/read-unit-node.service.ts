import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import type { Actor, PipeAction, UnitNodeView } from '@unitfleet/contracts';
import { SeenRowsQuery } from '../../data/seen-rows.query';
import { Sight } from '../../data/sight';
import { NodeValueClient } from '../../data/clients/node-value.client';
import { UnitNodeListQuery, type UnitNodeListRequest } from '../../data/unit-node-list.query';
import type { UnitNodeEntity } from '../../data/unit-node.entity';
import { UnitNodeViews } from './unit-node.views';

/** Rows of the access matrix by what `datapipe` is asked to do. */
const OPERATION_OF = {
  configure: 'node.set-pipe',
  'read-config': 'node.read-pipe',
  'read-data': 'node.read-pipe-data',
  'delete-data': 'node.delete-pipe-data',
} as const satisfies Record<PipeAction, string>;

/** Shows nodes, and decides about them for others. */
@Injectable()
export class ReadUnitNodeService {
  constructor(
    private readonly seen: SeenRowsQuery,
    private readonly query: UnitNodeListQuery,
    private readonly sight: Sight,
    private readonly views: UnitNodeViews,
    private readonly values: NodeValueClient,
  ) {}

  async get(actor: Actor, uuid: string): Promise<UnitNodeView> {
    const { node, facts } = await this.seen.node(actor, uuid);
    requireAccess('node.get', actor, facts);
    return this.views.one(node);
  }

  async list(
    actor: Actor,
    request: UnitNodeListRequest,
  ): Promise<{ count: number; unitNodes: UnitNodeView[] }> {
    requireAccess('node.list', actor, {});
    const scope = await this.sight.scope(actor, 'UnitNode', request.visibilityLevel);
    const isAboutPipes = typeof request.hasDataPipeError === 'boolean';
    const failed = isAboutPipes ? await this.values.listFailed() : [];
    const { count, nodes } = await this.query.run(request, scope, failed);
    return { count, unitNodes: await this.views.of(nodes) };
  }

  /** Throws NoAccess unless the agent may do this with the node's pipe. */
  async authorize(actor: Actor, uuid: string, action: PipeAction): Promise<UnitNodeEntity> {
    const { node, facts } = await this.seen.node(actor, uuid);
    requireAccess(OPERATION_OF[action], actor, facts);
    return node;
  }
}
