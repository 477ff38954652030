import { Inject, Injectable } from '@nestjs/common';
import { decide } from '@unitfleet/access';
import {
  noAccess,
  type getDeviceAccess,
  type getNodeAccess,
  type NodeSight,
  type OperationInput,
  type OperationResponse,
  type UnitActor,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { ForeignTopicRepository, type ForeignNode } from '../../data/foreign-topic.repository';
import { Sight } from '../../data/sight';
import { SubscriptionGraceRepository } from '../../data/subscription-grace.repository';
import type { UnitNodeEntity } from '../../data/unit-node.entity';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import { UnitRepository } from '../../data/unit.repository';
import { UserStandingRepository } from '../../data/user-standing.repository';
import { deviceRules, nodeAccessOf } from '../../domain/device-rules';
import { SETTINGS, type UnitsSettings } from '../../settings';

type NodeAccessAnswer = OperationResponse<typeof getNodeAccess>;

/** Says by what it is decided what devices may do at the broker (`docs/protocol/decisions.md`, "Devices"). */
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

  /**
   * The broker and `auth-hook` keep what follows from the answer. So whoever may use the node is written down first,
   * and then the facts are read once more: a change of the node either finds the note or has been seen.
   */
  async nodeAccess({ unitUuid, nodeUuid }: OperationInput<typeof getNodeAccess>): Promise<NodeAccessAnswer> {
    if (unitUuid === null) return this.nodeAlone(nodeUuid);
    const pair = { unitUuid, nodeUuid };
    const known = await this.read(pair);
    if (!known?.node || known.sight?.isNoted || !(await this.isUsable(pair, known.node)))
      return answerOf(known);
    await this.transactions.run((transaction) => this.foreign.note(transaction, pair));
    return answerOf(await this.read(pair));
  }

  /** Throws NoAccess for the token of a Unit that is gone or whose owner is blocked. */
  async resolveToken(uuid: string): Promise<{ uuid: string; creatorUuid: string }> {
    const unit = await this.units.find(uuid);
    if (!unit) throw noAccess('the Unit of this token does not exist');
    if (await this.standings.isBlocked(unit.creatorUuid)) throw noAccess('the owner of this Unit is blocked');
    return { uuid, creatorUuid: unit.creatorUuid };
  }

  private async nodeAlone(nodeUuid: string): Promise<NodeAccessAnswer> {
    return answerOf({ accessVersion: 0, node: await this.nodes.find(nodeUuid), sight: null });
  }

  /** In this order: whatever changes meanwhile makes the versions older than what they stand for, never newer. */
  private async read(pair: ForeignNode): Promise<Reading | null> {
    const { unitUuid, nodeUuid } = pair;
    const unit = await this.units.find(unitUuid);
    if (!unit) return null;
    const node = await this.nodes.find(nodeUuid);
    const isOwn = node?.unitUuid === unitUuid;
    const sight = {
      nodeUuid,
      nodeVersion: node?.version ?? 0,
      isGranted: node !== null && !isOwn && (await this.sight.isGranted(unitUuid, nodeUuid)),
      gracedUntil: await this.graces.until(unitUuid, nodeUuid),
      isNoted: isOwn || (await this.foreign.has(pair)),
    };
    return { accessVersion: unit.accessVersion, node, sight };
  }

  private async isUsable({ unitUuid }: ForeignNode, node: UnitNodeEntity): Promise<boolean> {
    const actor: UnitActor = { kind: 'Unit', uuid: unitUuid };
    const facts = await this.sight.ofNode(actor, node);
    return (['broker.publish-node', 'broker.subscribe-node'] as const).some(
      (operation) => decide(operation, actor, facts).allowed,
    );
  }
}

interface Reading {
  readonly accessVersion: number;
  readonly node: UnitNodeEntity | null;
  readonly sight: NodeSight | null;
}

const answerOf = (reading: Reading | null): NodeAccessAnswer => {
  if (!reading) return null;
  const { accessVersion, node, sight } = reading;
  return { accessVersion, node: node && { ...nodeAccessOf(node), version: node.version }, sight };
};
