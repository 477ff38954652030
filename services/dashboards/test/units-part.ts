import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  getUnit,
  getUnitNode,
  listUnitNodes,
  listUnits,
  noAccess,
  notFound,
  type Actor,
  type OperationInput,
  type UnitNodeView,
  type UnitView,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';

export const PIPELINE = `
active_period: {type: Permanent}
filters: {type_input_value: Number, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: {policy_type: LastValue}
`;

/** `units` as far as `dashboards` knows it. */
export class PlayedUnits {
  readonly units = new Map<string, UnitView>();
  readonly nodes = new Map<string, UnitNodeView>();
  /** Names of the operations that were asked for. */
  readonly asked: string[] = [];

  addUnit(creatorUuid: string, name: string): UnitView {
    const unit: UnitView = {
      uuid: randomUUID(),
      visibilityLevel: 'Public',
      name,
      createDatetime: new Date(),
      isAutoUpdateFromRepoUnit: true,
      targetFirmwarePlatform: null,
      repoBranch: null,
      repoCommit: null,
      unitState: null,
      currentCommitVersion: null,
      lastUpdateDatetime: new Date(),
      creatorUuid,
      repoUuid: randomUUID(),
      firmwareUpdateStatus: null,
      firmwareUpdateError: null,
      lastFirmwareUpdateDatetime: null,
      unitNodes: [],
      isOnline: false,
      lastSeenDatetime: null,
      targetCommit: null,
      isOutdated: false,
    };
    this.units.set(unit.uuid, unit);
    return unit;
  }

  addNode(unit: UnitView, change: Partial<UnitNodeView> = {}): UnitNodeView {
    const node: UnitNodeView = {
      uuid: randomUUID(),
      type: 'Output',
      visibilityLevel: 'Public',
      isRewritableInput: false,
      maxConnections: 10,
      topicName: 'temperature/pepeunit',
      lastUpdateDatetime: new Date(),
      isDataPipeActive: true,
      dataPipeYml: PIPELINE,
      dataPipeStatus: 'Active',
      dataPipeError: null,
      createDatetime: new Date(),
      state: null,
      unitUuid: unit.uuid,
      creatorUuid: unit.creatorUuid,
      ...change,
    };
    this.nodes.set(node.uuid, node);
    return node;
  }
}

export const units = new PlayedUnits();

const isVisible = ({ visibilityLevel, creatorUuid }: UnitNodeView | UnitView, actor: Actor): boolean =>
  visibilityLevel !== 'Private' || (actor.kind === 'User' && actor.uuid === creatorUuid);

const seen = <Thing extends UnitNodeView | UnitView>(thing: Thing | undefined, call: Call, uuid: string) => {
  if (!thing) throw notFound('it', uuid);
  if (!isVisible(thing, call.actor)) throw noAccess('it is hidden');
  return thing;
};

const page = <Thing extends UnitNodeView | UnitView>(
  things: ReadonlyMap<string, Thing>,
  uuids: string[],
  { actor }: Call,
): Thing[] => {
  const wanted = uuids.length === 0 ? [...things.values()] : uuids.flatMap((uuid) => things.get(uuid) ?? []);
  return wanted.filter((thing) => isVisible(thing, actor));
};

@Controller()
class UnitsPart {
  @RpcHandler(getUnitNode)
  getNode(@Payload() { uuid }: OperationInput<typeof getUnitNode>, @Ctx() call: Call) {
    units.asked.push(getUnitNode.name);
    return seen(units.nodes.get(uuid), call, uuid);
  }

  @RpcHandler(getUnit)
  getUnit(@Payload() { uuid }: OperationInput<typeof getUnit>, @Ctx() call: Call) {
    units.asked.push(getUnit.name);
    return seen(units.units.get(uuid), call, uuid);
  }

  @RpcHandler(listUnitNodes)
  listNodes(@Payload() { uuids }: OperationInput<typeof listUnitNodes>, @Ctx() call: Call) {
    units.asked.push(listUnitNodes.name);
    const unitNodes = page(units.nodes, uuids, call);
    return { count: unitNodes.length, unitNodes };
  }

  @RpcHandler(listUnits)
  list(@Payload() { uuids }: OperationInput<typeof listUnits>, @Ctx() call: Call) {
    units.asked.push(listUnits.name);
    const found = page(units.units, uuids, call);
    return { count: found.length, units: found };
  }
}

@Module({ controllers: [UnitsPart] })
export class UnitsPartModule {}
