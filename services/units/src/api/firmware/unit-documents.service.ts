import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import type { Actor, describeUnitFirmware, OperationResponse, Version } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import {
  buildSchemaDocument,
  toDeviceJson,
  type SchemaDocument,
  type SchemaNode,
} from '@unitfleet/unit-files';
import { CommandRepository } from '../../data/command.repository';
import { SubscriptionGraceRepository } from '../../data/subscription-grace.repository';
import { UnitNodeEdgeRepository } from '../../data/unit-node-edge.repository';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import type { UnitEntity } from '../../data/unit.entity';
import { UnitRepository } from '../../data/unit.repository';
import { SETTINGS, type UnitsSettings } from '../../settings';
import { UnitEnvService } from '../env/unit-env.service';
import { NodeSyncService } from '../nodes/node-sync.service';
import { TargetVersionService, type TargetVersion } from './target-version.service';

/** What a device reads about itself: its version, schema.json and the files of its archive. */
@Injectable()
export class UnitDocumentsService {
  constructor(
    private readonly units: UnitRepository,
    private readonly nodes: UnitNodeRepository,
    private readonly edges: UnitNodeEdgeRepository,
    private readonly targets: TargetVersionService,
    private readonly sync: NodeSyncService,
    private readonly env: UnitEnvService,
    private readonly commands: CommandRepository,
    private readonly graces: SubscriptionGraceRepository,
    private readonly transactions: Transactions,
    @Inject(SETTINGS) private readonly settings: UnitsSettings,
  ) {}

  async targetVersion(actor: Actor, uuid: string): Promise<Version> {
    const unit = await this.units.get(uuid);
    requireAccess('unit.read-target-version', actor, { unitUuid: uuid, creatorUuid: unit.creatorUuid });
    return this.targets.versionOf(unit);
  }

  async schema(actor: Actor, uuid: string): Promise<SchemaDocument> {
    const unit = await this.units.get(uuid);
    requireAccess('unit.read-schema', actor, { unitUuid: uuid, creatorUuid: unit.creatorUuid });
    const target = await this.targets.resolve(unit);
    await this.bringUp(unit, target);
    const schema = await this.schemaFor(unit, target);
    if (actor.kind === 'Unit') await this.schemaFetched(uuid);
    return schema;
  }

  async firmware(actor: Actor, uuid: string): Promise<OperationResponse<typeof describeUnitFirmware>> {
    const unit = await this.units.get(uuid);
    requireAccess('unit.download-firmware', actor, { unitUuid: uuid, creatorUuid: unit.creatorUuid });
    const target = await this.targets.resolve(unit);
    await this.bringUp(unit, target);
    const env = await this.env.envFor(unit, target);
    const schema = await this.schemaFor(unit, target);
    return {
      registryUuid: target.repo.repositoryRegistryUuid,
      commit: target.repo.isCompilableRepo ? null : target.version.commit,
      files: { 'env.json': toDeviceJson(env), 'schema.json': toDeviceJson(schema) },
    };
  }

  /** The target may have moved since the nodes were made: no topic may be missing (`docs/protocol/device.md`, oddity B1). */
  private async bringUp(unit: UnitEntity, target: TargetVersion): Promise<void> {
    if (unit.syncedCommit === target.version.commit) return;
    await this.transactions.run(async (transaction) => {
      const locked = await this.units.lock(transaction, unit.uuid);
      await this.sync.sync(transaction, locked, target);
      unit.cipherEnv = locked.cipherEnv;
    });
  }

  private async schemaFor(unit: UnitEntity, target: TargetVersion): Promise<SchemaDocument> {
    const linkedOutputs: Record<string, SchemaNode[]> = {};
    for (const { inputUuid, uuid, topicName } of await this.edges.linkedOutputs(unit.uuid))
      (linkedOutputs[inputUuid] ??= []).push({ uuid, topicName });
    return buildSchemaDocument({
      domain: this.settings.PU_DOMAIN,
      unitUuid: unit.uuid,
      template: target.templates.schema,
      nodes: await this.nodes.ofUnit(unit.uuid),
      linkedOutputs,
    });
  }

  /** The device knows its topics now: what it may no longer hear can be refused. */
  private async schemaFetched(uuid: string): Promise<void> {
    await this.transactions.run(async (transaction) => {
      await this.commands.confirm(transaction, uuid, 'SchemaUpdate');
      if (await this.graces.endOf(transaction, uuid)) await this.units.bumpAccess(transaction, [uuid]);
    });
  }
}
