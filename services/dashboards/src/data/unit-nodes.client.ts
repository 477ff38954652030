import { Injectable } from '@nestjs/common';
import {
  getUnit,
  getUnitNode,
  listUnitNodes,
  listUnits,
  type Actor,
  type UnitNodeView,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';

/** A node with the name of its Unit. */
export interface NamedNode {
  readonly node: UnitNodeView;
  readonly unitName: string;
}

/** What `units` tells somebody about nodes. */
@Injectable()
export class UnitNodesClient {
  constructor(private readonly rpc: RpcClient) {}

  /** @throws DomainError Validation for an unknown node, NoAccess for one that the actor does not see. */
  get(actor: Actor, uuid: string): Promise<UnitNodeView> {
    return this.rpc.call(getUnitNode, { uuid }, actor);
  }

  async unitNameOf(actor: Actor, { unitUuid }: UnitNodeView): Promise<string> {
    return (await this.rpc.call(getUnit, { uuid: unitUuid }, actor)).name;
  }

  /** Those of the nodes that the actor sees, by uuid: two requests, however many nodes. */
  async describe(actor: Actor, uuids: readonly string[]): Promise<ReadonlyMap<string, NamedNode>> {
    // An empty list would filter nothing.
    if (uuids.length === 0) return new Map();
    const { unitNodes } = await this.rpc.call(listUnitNodes, { uuids: [...new Set(uuids)] }, actor);
    if (unitNodes.length === 0) return new Map();
    const unitUuids = [...new Set(unitNodes.map(({ unitUuid }) => unitUuid))];
    const { units } = await this.rpc.call(listUnits, { uuids: unitUuids }, actor);
    const names = new Map(units.map(({ uuid, name }) => [uuid, name]));
    const named = unitNodes.flatMap((node): [string, NamedNode][] => {
      const unitName = names.get(node.unitUuid);
      return unitName === undefined ? [] : [[node.uuid, { node, unitName }]];
    });
    return new Map(named);
  }
}
