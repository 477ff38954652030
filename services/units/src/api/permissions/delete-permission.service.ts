import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { DomainError, unitPermissionDeleted, type Actor } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { PermissionRepository } from '../../data/permission.repository';
import { UnitRepository } from '../../data/unit.repository';
import { isProtected } from '../../domain/permission-rules';
import { SightLossService } from '../sight/sight-loss.service';
import { PermissionTargetService, type FoundTarget } from './permission-target.service';

export interface PermissionKey {
  readonly agentUuid: string;
  readonly resourceUuid: string;
}

/** Takes sight of a private Unit or node back (`docs/protocol/rest-graphql.md 4.13`). */
@Injectable()
export class DeletePermissionService {
  constructor(
    private readonly targets: PermissionTargetService,
    private readonly permissions: PermissionRepository,
    private readonly units: UnitRepository,
    private readonly losses: SightLossService,
    private readonly transactions: Transactions,
  ) {}

  /** Answers false for a resource that is none of this service's. */
  async delete(actor: Actor, { agentUuid, resourceUuid }: PermissionKey): Promise<boolean> {
    const target = await this.targets.find(resourceUuid);
    if (!target) return false;
    requireAccess('permission.delete', actor, { creatorUuid: target.creatorUuid, agentUuid });
    if (isProtected(target, agentUuid))
      throw new DomainError('Permission', 'This permission came with creation and stays');
    const isUnit = (await this.units.find(agentUuid)) !== null;
    await this.transactions.run((transaction) =>
      this.remove(transaction, target, { agentUuid, agentUnits: isUnit ? [agentUuid] : [] }),
    );
    return true;
  }

  private async remove(
    transaction: Transaction,
    target: FoundTarget,
    { agentUuid, agentUnits }: { readonly agentUuid: string; readonly agentUnits: readonly string[] },
  ): Promise<void> {
    const node = await this.targets.lock(transaction, target, agentUnits);
    if (!(await this.permissions.delete(transaction, agentUuid, target.uuid)))
      throw new DomainError('Validation', 'The agent holds no such permission');
    // The pair is the key: a permission's own row is not read for its end.
    const pair = { agentUuid, resourceUuid: target.uuid };
    transaction.emit(unitPermissionDeleted, { uuid: target.uuid, version: 0 }, pair);
    if (agentUnits.length === 0) return;
    await this.units.bumpAccess(transaction, agentUnits);
    if (node) await this.losses.follow(transaction, [node]);
  }
}
