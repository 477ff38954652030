import { Inject, Injectable } from '@nestjs/common';
import { decide } from '@unitfleet/access';
import {
  noAccess,
  nodeTopic,
  parseTopic,
  type authorizeTopic,
  type getDeviceAccess,
  type OperationInput,
  type OperationResponse,
  type UnitActor,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { ForeignTopicRepository } from '../../data/foreign-topic.repository';
import { Sight } from '../../data/sight';
import { SubscriptionGraceRepository } from '../../data/subscription-grace.repository';
import type { UnitNodeEntity } from '../../data/unit-node.entity';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import type { UnitEntity } from '../../data/unit.entity';
import { UnitRepository } from '../../data/unit.repository';
import { UserStandingRepository } from '../../data/user-standing.repository';
import { deviceRules, ownerOfBaseTopic } from '../../domain/device-rules';
import { SETTINGS, type UnitsSettings } from '../../settings';

type TopicRequest = OperationInput<typeof authorizeTopic>;
type Action = TopicRequest['action'];

/** Says what devices may do at the broker (`docs/protocol/decisions.md`, "Devices"). */
@Injectable()
export class DeviceAccessService {
  constructor(
    private readonly units: UnitRepository,
    private readonly nodes: UnitNodeRepository,
    private readonly graces: SubscriptionGraceRepository,
    private readonly standings: UserStandingRepository,
    private readonly sight: Sight,
    private readonly foreign: ForeignTopicRepository,
    private readonly transactions: Transactions,
    @Inject(SETTINGS) private readonly settings: UnitsSettings,
  ) {}

  /** Null for a Unit that is not there. */
  async accessOf(unitUuid: string): Promise<OperationResponse<typeof getDeviceAccess>> {
    const unit = await this.units.find(unitUuid);
    if (!unit) return null;
    const rules = deviceRules({
      domain: this.settings.PU_DOMAIN,
      unitUuid,
      outputBaseTopics: unit.outputBaseTopics,
      nodes: await this.nodes.ofUnit(unitUuid),
    });
    return { unitUuid, creatorUuid: unit.creatorUuid, accessVersion: unit.accessVersion, rules };
  }

  async mayUse(request: TopicRequest): Promise<boolean> {
    const unit = await this.units.find(request.unitUuid);
    if (!unit || (await this.standings.isBlocked(unit.creatorUuid))) return false;
    const owner = ownerOfBaseTopic(this.settings.PU_DOMAIN, request.topic);
    if (!owner) return this.mayUseNode(unit, request);
    const facts = { ...owner, action: request.action };
    return decide('broker.use-base-topic', { kind: 'Unit', uuid: unit.uuid }, facts).allowed;
  }

  /** Throws NoAccess for the token of a Unit that is gone or whose owner is blocked. */
  async resolveToken(uuid: string): Promise<{ uuid: string; creatorUuid: string }> {
    const unit = await this.units.find(uuid);
    if (!unit) throw noAccess('the Unit of this token does not exist');
    if (await this.standings.isBlocked(unit.creatorUuid)) throw noAccess('the owner of this Unit is blocked');
    return { uuid, creatorUuid: unit.creatorUuid };
  }

  private async mayUseNode(unit: UnitEntity, { action, topic }: TopicRequest): Promise<boolean> {
    const parsed = parseTopic(topic, this.settings.PU_DOMAIN);
    if (parsed?.kind !== 'node') return false;
    const node = await this.nodes.find(parsed.nodeUuid);
    // Nothing is ever published where no node is; a refusal would keep MicroPython reconnecting (oddity A3).
    if (!node) return action === 'subscribe';
    if (nodeTopic(this.settings.PU_DOMAIN, node.uuid, node.topicName) !== topic) return false;
    const actor: UnitActor = { kind: 'Unit', uuid: unit.uuid };
    if (await this.isAllowed(actor, action, node)) return this.letTo(actor, action, node);
    return action === 'subscribe' && this.graces.has(unit.uuid, node.uuid);
  }

  private async isAllowed(actor: UnitActor, action: Action, node: UnitNodeEntity): Promise<boolean> {
    const facts = await this.sight.ofNode(actor, node);
    const operation = action === 'publish' ? 'broker.publish-node' : 'broker.subscribe-node';
    return decide(operation, actor, facts).allowed;
  }

  /**
   * The broker keeps the answer, so whom it was given to is written down first, and then decided once more: a change
   * of the node either finds the note or has been seen.
   */
  private async letTo(
    actor: UnitActor,
    action: Action,
    { uuid, unitUuid }: UnitNodeEntity,
  ): Promise<boolean> {
    const use = { unitUuid: actor.uuid, nodeUuid: uuid };
    if (unitUuid === actor.uuid || (await this.foreign.has(use))) return true;
    await this.transactions.run((transaction) => this.foreign.note(transaction, use));
    const node = await this.nodes.find(uuid);
    return node === null ? action === 'subscribe' : this.isAllowed(actor, action, node);
  }
}
