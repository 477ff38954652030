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
import { NO_PIPE, pipeOf, ToldPipes, type NodePipe } from './told-pipes';
import type { Look, Topic } from './topic';

/** The value of a node and how its pipe is. */
export type NodeState = Pick<UnitNodeView, 'uuid' | 'state' | 'lastUpdateDatetime'> & NodePipe;

const OVERHEAD_BYTES = 150;
const SHORT = 64;

export const readNodeStates = (data: Uint8Array): Change<NodeState>[] => {
  const { nodeUuids, states, times } = unwrap(data, liveNodeStates.schema).data;
  return nodeUuids.map((uuid, index) => {
    const state = states[index]!;
    const item = { uuid, state, lastUpdateDatetime: new Date(times[index]!), ...NO_PIPE };
    return { uuid, item, weight: state.length + OVERHEAD_BYTES };
  });
};

const digest = (state: string): string =>
  state.length <= SHORT ? state : createHash('sha1').update(state).digest('base64');

/** Values of nodes, and how their pipes are, which its owner tells by events. */
export class NodeStatesTopic implements Topic<NodeState> {
  readonly stream = 'LIVE';
  readonly besides = new ToldPipes<NodeState>();

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
      items: unitNodes.map((node) => {
        const { uuid, state, lastUpdateDatetime } = node;
        return { uuid, state, lastUpdateDatetime, ...pipeOf(node) };
      }),
    };
  }

  check(actor: Actor, uuids: readonly string[]): Promise<Look<NodeState>> {
    return this.look(actor, uuids);
  }

  fingerprint({ uuid, state, lastUpdateDatetime }: NodeState) {
    return { key: uuid, content: `${lastUpdateDatetime.getTime()} ${digest(state ?? '')}` };
  }
}
