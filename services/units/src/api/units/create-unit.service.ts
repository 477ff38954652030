import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  noAccess,
  unitCreated,
  type Actor,
  type createUnit,
  type OperationInput,
  type UnitView,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { RepoClient } from '../../data/clients/repo.client';
import { PermissionRepository } from '../../data/permission.repository';
import { UnitEntity } from '../../data/unit.entity';
import { UnitRepository } from '../../data/unit.repository';
import { EnvVault } from '../env/env-vault';
import { NodeSyncService } from '../nodes/node-sync.service';
import { RepoGateService } from '../reservations/repo-gate.service';
import { UnitRulesService } from './unit-rules.service';
import { unitView } from './unit.view';

type CreateRequest = OperationInput<typeof createUnit>;

/** Makes a Unit of a Repo, with the nodes of its target version. */
@Injectable()
export class CreateUnitService {
  constructor(
    private readonly repos: RepoClient,
    private readonly rules: UnitRulesService,
    private readonly units: UnitRepository,
    private readonly permissions: PermissionRepository,
    private readonly sync: NodeSyncService,
    private readonly vault: EnvVault,
    private readonly gate: RepoGateService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, request: CreateRequest): Promise<UnitView> {
    if (actor.kind !== 'User') throw noAccess('unit.create is not open to agents of this kind');
    const repo = await this.repos.describeFor(actor, request.repoUuid);
    // That the Repo was described at all says that the actor sees it.
    const { creatorUuid, visibilityLevel: level } = repo;
    requireAccess('unit.create', actor, { creatorUuid, level, isGranted: true });
    const unit = this.draft(actor.uuid, request);
    const target = await this.rules.check(unit);
    await this.transactions.run(async (transaction) => {
      await this.gate.pass(transaction, unit.repoUuid, unit.visibilityLevel);
      const row = Object.assign(new UnitEntity(), unit);
      await this.units.insert(transaction, row);
      await this.permissions.add(transaction, [
        { agentType: 'User', agentUuid: actor.uuid, resourceType: 'Unit', resourceUuid: unit.uuid },
        { agentType: 'Unit', agentUuid: unit.uuid, resourceType: 'Unit', resourceUuid: unit.uuid },
      ]);
      const { uuid, version, repoUuid } = row;
      transaction.emit(unitCreated, { uuid, version }, { uuid, repoUuid, creatorUuid: actor.uuid });
      await this.sync.sync(transaction, row, target);
    });
    const targetCommit = target.version.commit;
    const created = await this.units.get(unit.uuid);
    return unitView({ ...created, isOnline: false, lastSeenDatetime: null, targetCommit });
  }

  private draft(creatorUuid: string, request: CreateRequest): UnitEntity {
    const now = new Date(this.clock.now());
    return Object.assign(new UnitEntity(), {
      uuid: randomUUID(),
      version: 1,
      accessVersion: 1,
      visibilityLevel: request.visibilityLevel,
      name: request.name,
      createDatetime: now,
      lastUpdateDatetime: now,
      isAutoUpdateFromRepoUnit: request.isAutoUpdateFromRepoUnit,
      targetFirmwarePlatform: request.targetFirmwarePlatform ?? null,
      repoBranch: request.repoBranch ?? null,
      repoCommit: request.repoCommit ?? null,
      unitState: null,
      stateReceivedAt: null,
      currentCommitVersion: null,
      syncedCommit: null,
      inputBaseTopics: [],
      outputBaseTopics: [],
      cipherEnv: this.vault.sealFresh(),
      cipherStateStorage: null,
      firmwareUpdateStatus: null,
      firmwareUpdateError: null,
      lastFirmwareUpdateDatetime: null,
      firmwareTargetCommit: null,
      creatorUuid,
      repoUuid: request.repoUuid,
    });
  }
}
