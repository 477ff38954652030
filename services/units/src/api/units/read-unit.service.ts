import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import type { Actor, UnitNodeView, UnitView } from '@unitfleet/contracts';
import { SeenRowsQuery } from '../../data/seen-rows.query';
import { Sight } from '../../data/sight';
import { UnitListQuery, type UnitListRequest } from '../../data/unit-list.query';
import { UnitRepository } from '../../data/unit.repository';
import { UnitNodeViews } from '../nodes/unit-node.views';
import { unitView } from './unit.view';

/** Shows Units. */
@Injectable()
export class ReadUnitService {
  constructor(
    private readonly units: UnitRepository,
    private readonly seen: SeenRowsQuery,
    private readonly query: UnitListQuery,
    private readonly sight: Sight,
    private readonly nodeViews: UnitNodeViews,
  ) {}

  /** Without nodes (`docs/protocol/rest-graphql.md 10A.25`). */
  async get(actor: Actor, uuid: string): Promise<UnitView> {
    const { unit, facts } = await this.seen.unit(actor, uuid);
    requireAccess('unit.get', actor, facts);
    return unitView(unit);
  }

  async list(actor: Actor, request: UnitListRequest): Promise<{ count: number; units: UnitView[] }> {
    requireAccess('unit.list', actor, {});
    const scope = await this.sight.scope(actor, 'Unit', request.visibilityLevel);
    const { count, units, nodes } = await this.query.run(request, scope);
    const views = new Map<string, UnitNodeView[]>();
    for (const view of nodes.length > 0 ? await this.nodeViews.of(nodes) : []) {
      const ofUnit = views.get(view.unitUuid);
      if (ofUnit) ofUnit.push(view);
      else views.set(view.unitUuid, [view]);
    }
    return { count, units: units.map((unit) => unitView(unit, views.get(unit.uuid))) };
  }

  /** Throws NoAccess unless the actor may read the Unit's logs, which `datapipe` holds. */
  async authorizeLogs(actor: Actor, uuid: string): Promise<void> {
    const { creatorUuid } = await this.units.get(uuid);
    requireAccess('unit.read-logs', actor, { unitUuid: uuid, creatorUuid });
  }
}
