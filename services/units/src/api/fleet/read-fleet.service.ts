import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { VISIBILITY_LEVELS, type Actor, type FleetSummary, type FleetUnit } from '@unitfleet/contracts';
import { FleetQuery } from '../../data/fleet/fleet.query';
import { Sight, type ListScope } from '../../data/sight';

/** Shows the fleet as a whole, as far as an actor sees its Units. */
@Injectable()
export class ReadFleetService {
  constructor(
    private readonly sight: Sight,
    private readonly query: FleetQuery,
  ) {}

  async summary(actor: Actor): Promise<FleetSummary> {
    return this.query.summary(await this.scopeOf(actor));
  }

  async units(actor: Actor, uuids: readonly string[]): Promise<FleetUnit[]> {
    return this.query.units(await this.scopeOf(actor), uuids);
  }

  private scopeOf(actor: Actor): Promise<ListScope> {
    requireAccess('unit.list', actor, {});
    return this.sight.scope(actor, 'Unit', VISIBILITY_LEVELS);
  }
}
