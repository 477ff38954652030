import { createHash } from 'node:crypto';
import {
  listUnitNodes,
  liveNodeStates,
  liveSubjectOf,
  type Actor,
  type UnitNodeView,
} from '@unitfleet/contracts';
import { RpcClient, unwrap } from '@unitfleet/messaging';
import type { Change } from '../feed/change';
import type { Look, Topic } from './topic';

/** The value of a node. */
export type NodeState = Pick<UnitNodeView, 'uuid' | 'state' | 'lastUpdateDatetime'>;

const OVERHEAD_BYTES = 150;
const SHORT = 64;

export const readNodeStates = (data: Uint8Array): Change<NodeState>[] => {
  const { nodeUuids, states, times } = unwrap(data, liveNodeStates.schema).data;
  return nodeUuids.map((uuid, index) => {
    const state = states[index]!;
    const item = { uuid, state, lastUpdateDatetime: new Date(times[index]!) };
    return { uuid, item, weight: state.length + OVERHEAD_BYTES };
  });
};

const digest = (state: string): string =>
  state.length <= SHORT ? state : createHash('sha1').update(state).digest('base64');

/** Values of nodes. */
export class NodeStatesTopic implements Topic<NodeState> {
  readonly stream = 'LIVE';

  constructor(private readonly rpc: RpcClient) {}

  subjectsOf(uuids: readonly string[]): string[] {
    return uuids.map((uuid) => liveSubjectOf(liveNodeStates, uuid));
  }

  async look(actor: Actor, uuids: readonly string[]): Promise<Look<NodeState>> {
    const request = { uuids: [...uuids], limit: uuids.length };
    const { unitNodes } = await this.rpc.call(listUnitNodes, request, actor);
    return {
      visible: new Set(unitNodes.map(({ uuid }) => uuid)),
      units: unitNodes.map(({ unitUuid }) => unitUuid),
      items: unitNodes.map(({ uuid, state, lastUpdateDatetime }) => ({ uuid, state, lastUpdateDatetime })),
    };
  }

  check(actor: Actor, uuids: readonly string[]): Promise<Look<NodeState>> {
    return this.look(actor, uuids);
  }

  fingerprint({ uuid, state, lastUpdateDatetime }: NodeState) {
    return { key: uuid, content: `${lastUpdateDatetime.getTime()} ${digest(state ?? '')}` };
  }
}
