import { Injectable } from '@nestjs/common';
import { visibleScope, type NodeFacts, type VisibleScope } from '@unitfleet/access';
import { VISIBILITY_LEVELS, type Actor } from '@unitfleet/contracts';
import type { GrantedResource } from './permission.entity';
import { holderOf, PermissionRepository } from './permission.repository';
import type { UnitNodeEntity } from './unit-node.entity';

/** What a list may show to an agent. */
export interface ListScope extends VisibleScope {
  /** Whose permissions open the granted levels; null when the agent holds none. */
  readonly holder: string | null;
}

/** Gathers the facts by which `@unitfleet/access` decides about Units and nodes. */
@Injectable()
export class Sight {
  constructor(private readonly permissions: PermissionRepository) {}

  async ofNode(actor: Actor, node: UnitNodeEntity): Promise<NodeFacts> {
    const { creatorUuid, visibilityLevel: level, unitUuid, type, isRewritableInput } = node;
    const isGranted = level === 'Private' && (await this.permissions.isGranted(actor, 'UnitNode', node.uuid));
    return { creatorUuid, level, unitUuid, type, isRewritableInput, isGranted };
  }

  async scope(actor: Actor, resource: GrantedResource, levels: readonly string[] | null): Promise<ListScope> {
    // Who asks for every level sees the same with and without permissions, as far as there are any.
    const isEveryLevel = VISIBILITY_LEVELS.every((level) => levels?.includes(level));
    const holdsPermissions = isEveryLevel || (await this.permissions.holdsAny(actor, resource));
    return { ...visibleScope(actor, { levels, holdsPermissions }), holder: holderOf(actor) };
  }

  /** Whether a Unit holds a permission for a node, needed or not. */
  isGranted(unitUuid: string, nodeUuid: string): Promise<boolean> {
    return this.permissions.isGranted({ kind: 'Unit', uuid: unitUuid }, 'UnitNode', nodeUuid);
  }
}
