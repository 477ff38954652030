import { Injectable } from '@nestjs/common';
import { notFound } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import type { UnitNodeEntity } from '../../data/unit-node.entity';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import { UnitRepository } from '../../data/unit.repository';
import type { PermissionResource, PermissionTarget } from '../../domain/permission-rules';

/** A Unit or a node that a permission is for. */
export interface FoundTarget extends PermissionTarget {
  readonly uuid: string;
  readonly type: PermissionResource;
}

/** Finds and locks what permissions are for. */
@Injectable()
export class PermissionTargetService {
  constructor(
    private readonly units: UnitRepository,
    private readonly nodes: UnitNodeRepository,
  ) {}

  /** Throws Validation (422 code 2) for an unknown one. */
  async get(type: PermissionResource, uuid: string): Promise<FoundTarget> {
    const found = type === 'Unit' ? await this.findUnit(uuid) : await this.findNode(uuid);
    if (!found) throw notFound(type, uuid);
    return found;
  }

  /** Whichever of the two it is; null for neither. */
  async find(uuid: string): Promise<FoundTarget | null> {
    return (await this.findUnit(uuid)) ?? (await this.findNode(uuid));
  }

  /**
   * Units in the order of their keys, then the node, which is answered; null where the target is a Unit. Throws
   * Validation for what is gone.
   */
  async lock(
    transaction: Transaction,
    target: FoundTarget,
    agentUnits: readonly string[],
  ): Promise<UnitNodeEntity | null> {
    const unitUuids = [...new Set([target.unitUuid, ...agentUnits])].sort();
    for (const uuid of unitUuids) await this.units.lock(transaction, uuid);
    return target.type === 'UnitNode' ? this.nodes.lock(transaction, target.uuid) : null;
  }

  private async findUnit(uuid: string): Promise<FoundTarget | null> {
    const unit = await this.units.find(uuid);
    return unit && { uuid, type: 'Unit', creatorUuid: unit.creatorUuid, unitUuid: uuid };
  }

  private async findNode(uuid: string): Promise<FoundTarget | null> {
    const node = await this.nodes.find(uuid);
    return node && { uuid, type: 'UnitNode', creatorUuid: node.creatorUuid, unitUuid: node.unitUuid };
  }
}
