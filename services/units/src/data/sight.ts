import { Injectable } from '@nestjs/common';
import { visibleScope, type NodeFacts, type VisibleFacts, type VisibleScope } from '@unitfleet/access';
import type { Actor, VisibilityLevel } from '@unitfleet/contracts';
import type { GrantedResource } from './permission.entity';
import { holderOf, PermissionRepository } from './permission.repository';
import type { UnitNodeEntity } from './unit-node.entity';
import type { UnitEntity } from './unit.entity';

/** What a list may show to an agent. */
export interface ListScope extends VisibleScope {
  /** Whose permissions open the granted levels; null when the agent holds none. */
  readonly holder: string | null;
}

/** Gathers the facts by which `@unitfleet/access` decides about Units and nodes. */
@Injectable()
export class Sight {
  constructor(private readonly permissions: PermissionRepository) {}

  async ofUnit(actor: Actor, unit: UnitEntity): Promise<VisibleFacts> {
    const { creatorUuid, visibilityLevel: level, uuid: unitUuid } = unit;
    return { creatorUuid, level, unitUuid, isGranted: await this.isGranted(actor, 'Unit', unitUuid, level) };
  }

  async ofNode(actor: Actor, node: UnitNodeEntity): Promise<NodeFacts> {
    const { creatorUuid, visibilityLevel: level, unitUuid, type, isRewritableInput } = node;
    const isGranted = await this.isGranted(actor, 'UnitNode', node.uuid, level);
    return { creatorUuid, level, unitUuid, type, isRewritableInput, isGranted };
  }

  async scope(actor: Actor, resource: GrantedResource, levels: readonly string[] | null): Promise<ListScope> {
    const holdsPermissions = await this.permissions.holdsAny(actor, resource);
    return { ...visibleScope(actor, { levels, holdsPermissions }), holder: holderOf(actor) };
  }

  private async isGranted(
    actor: Actor,
    resource: GrantedResource,
    uuid: string,
    level: VisibilityLevel,
  ): Promise<boolean> {
    return level === 'Private' && (await this.permissions.isGranted(actor, resource, uuid));
  }
}
