import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { VISIBILITY_LEVELS, type Actor } from '@unitfleet/contracts';
import { Sight } from '../../data/sight';
import { UnitNodeEdgeListQuery, type UnitNodeEdgeListRequest } from '../../data/unit-node-edge-list.query';

/** Shows edges: who sees both nodes may know that they are linked. */
@Injectable()
export class ListEdgesService {
  constructor(
    private readonly sight: Sight,
    private readonly query: UnitNodeEdgeListQuery,
  ) {}

  async list(actor: Actor, request: UnitNodeEdgeListRequest) {
    requireAccess('node.list', actor, {});
    return this.query.run(request, await this.sight.scope(actor, 'UnitNode', VISIBILITY_LEVELS));
  }
}
