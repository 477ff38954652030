import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { DomainError, nodeTopic, type Actor, type UnitNodeView } from '@unitfleet/contracts';
import { BrokerClient } from '../../data/clients/broker.client';
import { NodeValueClient } from '../../data/clients/node-value.client';
import { Sight } from '../../data/sight';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import { SETTINGS, type UnitsSettings } from '../../settings';
import { UnitNodeViews } from './unit-node.views';

/** Writes to an Input (`docs/protocol/device.md 8`): nothing else about the node changes (oddity B2). */
@Injectable()
export class SetInputStateService {
  constructor(
    private readonly nodes: UnitNodeRepository,
    private readonly sight: Sight,
    private readonly broker: BrokerClient,
    private readonly values: NodeValueClient,
    private readonly views: UnitNodeViews,
    @Inject(SETTINGS) private readonly settings: UnitsSettings,
  ) {}

  /** Null is an empty text. Throws Mqtt (422 code 10) when the broker does not take it; nothing is stored then. */
  async set(actor: Actor, uuid: string, state: string | null): Promise<UnitNodeView> {
    const node = await this.nodes.get(uuid);
    requireAccess('node.set-state', actor, await this.sight.ofNode(actor, node));
    if (node.type !== 'Input') throw new DomainError('UnitNode', 'Only the state of an Input can be set');
    const text = state ?? '';
    await this.broker.publish(nodeTopic(this.settings.PU_DOMAIN, uuid, node.topicName), text);
    await this.values.setState(node, text);
    return this.views.one(node);
  }
}
