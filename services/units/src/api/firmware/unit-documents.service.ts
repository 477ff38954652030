import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import type { Actor, describeUnitFirmware, OperationResponse, Version } from '@unitfleet/contracts';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import {
  buildSchemaDocument,
  knownTemplate,
  toDeviceJson,
  type SchemaDocument,
  type SchemaNode,
  type SchemaTemplate,
} from '@unitfleet/unit-files';
import { CommandRepository } from '../../data/command.repository';
import { StaleTopicRepository } from '../../data/stale-topic.repository';
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
    private readonly stale: StaleTopicRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
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
    const template = await this.schemaTemplate(unit);
    const readAt = new Date(this.clock.now());
    const schema = await this.schemaFor(unit, template);
    if (actor.kind === 'Unit') await this.schemaFetched(uuid, readAt);
    return schema;
  }

  async firmware(actor: Actor, uuid: string): Promise<OperationResponse<typeof describeUnitFirmware>> {
    const unit = await this.units.get(uuid);
    requireAccess('unit.download-firmware', actor, { unitUuid: uuid, creatorUuid: unit.creatorUuid });
    const target = await this.targets.resolve(unit);
    await this.bringUp(unit, target);
    const env = await this.env.envFor(unit, target);
    const schema = await this.schemaFor(unit, target.templates.schema);
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

  /**
   * Topics of the target version or, where that cannot be had now, of what the Unit has: a device may write any answer
   * over its schema.json (`docs/protocol/device.md`, oddities A1 and B1).
   */
  private async schemaTemplate(unit: UnitEntity): Promise<SchemaTemplate> {
    try {
      const target = await this.targets.resolve(unit);
      await this.bringUp(unit, target);
      return target.templates.schema;
    } catch (error) {
      if (unit.syncedCommit === null) throw error;
      this.log.warn({ err: error, unit: unit.uuid }, 'the schema of the version before is served');
      const { inputBaseTopics, outputBaseTopics } = unit;
      return knownTemplate({ inputBaseTopics, outputBaseTopics, nodes: await this.nodes.ofUnit(unit.uuid) });
    }
  }

  private async schemaFor(unit: UnitEntity, template: SchemaTemplate): Promise<SchemaDocument> {
    const linkedOutputs: Record<string, SchemaNode[]> = {};
    for (const { inputUuid, uuid, topicName } of await this.edges.linkedOutputs(unit.uuid))
      (linkedOutputs[inputUuid] ??= []).push({ uuid, topicName });
    return buildSchemaDocument({
      domain: this.settings.PU_DOMAIN,
      unitUuid: unit.uuid,
      template,
      nodes: await this.nodes.ofUnit(unit.uuid),
      linkedOutputs,
    });
  }

  /** The device knows its topics now: what it may no longer hear can be refused. */
  private async schemaFetched(uuid: string, readAt: Date): Promise<void> {
    await this.transactions.run(async (transaction) => {
      // Units come before lanes and graces, as everywhere.
      await this.units.tryLock(transaction, uuid);
      await this.commands.confirm(transaction, uuid, 'SchemaUpdate', readAt);
      await this.stale.forget(transaction, uuid, readAt);
      if (await this.graces.endOf(transaction, uuid, this.clock.now()))
        await this.units.bumpAccess(transaction, [uuid]);
    });
  }
}
