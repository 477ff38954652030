import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  isDomainError,
  VISIBILITY_LEVELS,
  type Actor,
  type FleetSummary,
  type FleetUnit,
} from '@unitfleet/contracts';
import { NodeValueClient } from '../../data/clients/node-value.client';
import { FleetQuery } from '../../data/fleet/fleet.query';
import { Sight, type ListScope } from '../../data/sight';

/** Shows the fleet as a whole, as far as an actor sees its Units. */
@Injectable()
export class ReadFleetService {
  constructor(
    private readonly sight: Sight,
    private readonly query: FleetQuery,
    private readonly values: NodeValueClient,
  ) {}

  async summary(actor: Actor, includeDataPipes: boolean): Promise<FleetSummary> {
    const [summary, dataPipeErrors] = await Promise.all([
      this.scopeOf(actor).then((scope) => this.query.summary(scope)),
      includeDataPipes ? this.dataPipeErrors(actor) : null,
    ]);
    return { ...summary, dataPipeErrors };
  }

  async units(actor: Actor, uuids: readonly string[]): Promise<FleetUnit[]> {
    return this.query.units(await this.scopeOf(actor), uuids);
  }

  private async scopeOf(actor: Actor): Promise<ListScope> {
    requireAccess('unit.list', actor, {});
    return this.sight.scope(actor, 'Unit', VISIBILITY_LEVELS);
  }

  /** Null while `datapipe` does not answer: the other numbers do not wait for it. */
  private async dataPipeErrors(actor: Actor): Promise<number | null> {
    requireAccess('node.list', actor, {});
    const failed = await this.values.listFailed().catch((error: unknown) => {
      if (isDomainError(error) && error.errorCode === 'Unavailable') return null;
      throw error;
    });
    if (failed === null) return null;
    return this.query.countNodes(await this.sight.scope(actor, 'UnitNode', VISIBILITY_LEVELS), failed);
  }
}
