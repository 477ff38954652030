import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { unitNodeCreated } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { PermissionRepository, type Grant } from '../../data/permission.repository';
import { UnitNodeEntity } from '../../data/unit-node.entity';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import type { UnitEntity } from '../../data/unit.entity';
import { UnitRepository } from '../../data/unit.repository';
import { diffNodes, type NodeKey } from '../../domain/node-diff';
import { UnitEnvService } from '../env/unit-env.service';
import type { TargetVersion } from '../firmware/target-version.service';
import { NodeRemovalService } from './node-removal.service';

const MAX_CONNECTIONS = 10;

const grantsOf = ({ uuid, unitUuid, creatorUuid }: UnitNodeEntity): Grant[] => [
  { agentType: 'Unit', agentUuid: unitUuid, resourceType: 'UnitNode', resourceUuid: uuid },
  { agentType: 'User', agentUuid: creatorUuid, resourceType: 'UnitNode', resourceUuid: uuid },
];

/** Gives a Unit the nodes of its target version (`docs/protocol/device.md 6.5`). */
@Injectable()
export class NodeSyncService {
  constructor(
    private readonly units: UnitRepository,
    private readonly nodes: UnitNodeRepository,
    private readonly permissions: PermissionRepository,
    private readonly removal: NodeRemovalService,
    private readonly env: UnitEnvService,
    private readonly clock: Clock,
  ) {}

  /** Does nothing where the nodes are those of the target already. The Unit must be locked. */
  async sync(transaction: Transaction, unit: UnitEntity, target: TargetVersion): Promise<void> {
    if (unit.syncedCommit === target.version.commit) return;
    const existing = await this.nodes.ofUnit(unit.uuid, transaction.manager);
    const { missing, superfluous } = diffNodes(existing, target.templates.schema);
    const now = new Date(this.clock.now());
    await this.removal.remove(transaction, superfluous);
    await this.create(transaction, unit, missing, now);
    const cipherEnv = this.env.remerged(unit, target) ?? unit.cipherEnv;
    await this.units.change(transaction, unit, {
      syncedCommit: target.version.commit,
      inputBaseTopics: [...target.templates.schema.inputBaseTopics],
      outputBaseTopics: [...target.templates.schema.outputBaseTopics],
      lastUpdateDatetime: now,
      cipherEnv,
    });
    await this.units.bumpAccess(transaction, [unit.uuid]);
  }

  private async create(
    transaction: Transaction,
    unit: UnitEntity,
    keys: readonly NodeKey[],
    now: Date,
  ): Promise<void> {
    const rows = keys.map((key) =>
      Object.assign(new UnitNodeEntity(), {
        ...key,
        uuid: randomUUID(),
        version: 1,
        visibilityLevel: unit.visibilityLevel,
        isRewritableInput: false,
        maxConnections: MAX_CONNECTIONS,
        createDatetime: now,
        lastUpdateDatetime: now,
        creatorUuid: unit.creatorUuid,
        unitUuid: unit.uuid,
      }),
    );
    await this.nodes.insert(transaction, rows);
    await this.permissions.add(transaction, rows.flatMap(grantsOf));
    for (const { uuid, unitUuid, topicName, type, version } of rows)
      transaction.emit(unitNodeCreated, { uuid, version }, { uuid, unitUuid, topicName, type });
  }
}
