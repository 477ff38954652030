import { Injectable } from '@nestjs/common';
import { isStricter, requireAccess } from '@unitfleet/access';
import {
  unitUpdated,
  VISIBILITY_LEVELS,
  type Actor,
  type OperationInput,
  type UnitView,
  type updateUnit,
} from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { SeenRowsQuery } from '../../data/seen-rows.query';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import type { UnitEntity } from '../../data/unit.entity';
import { UnitRepository } from '../../data/unit.repository';
import { CommandRequestsService } from '../commands/command-requests.service';
import { NodeSyncService } from '../nodes/node-sync.service';
import { RepoGateService } from '../reservations/repo-gate.service';
import { SightLossService } from '../sight/sight-loss.service';
import { UnitRulesService } from './unit-rules.service';
import { unitView } from './unit.view';

type UpdateRequest = OperationInput<typeof updateUnit>;

/** What the request changes; null and missing values stay as they are (`docs/protocol/rest-graphql.md 10A.4`). */
const patchOf = (request: UpdateRequest): Partial<UnitEntity> =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null && value !== undefined));

/** Changes settings of a Unit (`docs/protocol/rest-graphql.md 4.6`). */
@Injectable()
export class UpdateUnitService {
  constructor(
    private readonly units: UnitRepository,
    private readonly seen: SeenRowsQuery,
    private readonly nodes: UnitNodeRepository,
    private readonly rules: UnitRulesService,
    private readonly sync: NodeSyncService,
    private readonly commands: CommandRequestsService,
    private readonly losses: SightLossService,
    private readonly gate: RepoGateService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Any change brings the nodes to the target version and sends Update. */
  async update(actor: Actor, request: UpdateRequest): Promise<UnitView> {
    const known = await this.units.get(request.uuid);
    requireAccess('unit.update', actor, known);
    const patch = patchOf(request);
    const target = await this.rules.check({ ...known, ...patch });
    await this.transactions.run(async (transaction) => {
      const unit = await this.units.lock(transaction, request.uuid);
      await this.gate.pass(transaction, unit.repoUuid, patch.visibilityLevel ?? unit.visibilityLevel);
      const isSeenOtherwise = patch.visibilityLevel && patch.visibilityLevel !== unit.visibilityLevel;
      const lastUpdateDatetime = new Date(this.clock.now());
      await this.units.change(transaction, unit, { ...patch, lastUpdateDatetime });
      if (isSeenOtherwise) await this.followLevel(transaction, unit);
      await this.sync.sync(transaction, unit, target);
      await this.commands.request(transaction, unit, 'Update', target);
      const { uuid, version } = await this.units.lock(transaction, unit.uuid);
      transaction.emit(unitUpdated, { uuid, version }, { uuid });
    });
    const { unit } = await this.seen.unit(actor, request.uuid);
    return unitView({ ...unit, targetCommit: target.version.commit });
  }

  /** Nodes that are looser are raised; those that are stricter stay (`docs/protocol/rest-graphql.md 4.3`). */
  private async followLevel(transaction: Transaction, unit: UnitEntity): Promise<void> {
    const level = unit.visibilityLevel;
    const looser = VISIBILITY_LEVELS.filter((other) => isStricter(level, other));
    const raised = await this.nodes.raiseLevels(transaction, unit.uuid, looser, level);
    await this.losses.nodesChanged(transaction, raised);
    await this.units.bumpAccess(transaction, [unit.uuid]);
  }
}
