import { listUnitNodes, liveRows, liveSubjectOf, type Actor } from '@unitfleet/contracts';
import { RpcClient, unwrap } from '@unitfleet/messaging';
import type { Change } from '../feed/change';
import type { Look, Sight, Topic } from './topic';

const WEIGHT_BYTES = 100;

interface Interest {
  /** These are watched from now on. */
  say(nodeUuids: readonly string[]): void;
}

export const readPipeRows = (data: Uint8Array): Change<string>[] =>
  unwrap(data, liveRows.schema).data.nodeUuids.map((uuid) => ({ uuid, item: uuid, weight: WEIGHT_BYTES }));

/** That pipelines of nodes stored rows, and not which: whoever sees a node may read them. */
export class PipeRowsTopic implements Topic<string> {
  readonly stream = 'LIVE';

  constructor(
    private readonly rpc: RpcClient,
    private readonly interest: Interest,
  ) {}

  subjectsOf(uuids: readonly string[]): string[] {
    return uuids.map((uuid) => liveSubjectOf(liveRows, uuid));
  }

  /** All that are seen: each may have stored something before. */
  async look(actor: Actor, uuids: readonly string[]): Promise<Look<string>> {
    const sight = await this.check(actor, uuids);
    return { ...sight, items: [...sight.visible] };
  }

  async check(actor: Actor, uuids: readonly string[]): Promise<Sight> {
    const request = { uuids: [...uuids], limit: uuids.length };
    const { unitNodes } = await this.rpc.call(listUnitNodes, request, actor);
    const seen = unitNodes.map(({ uuid }) => uuid);
    // Before the client is told anything: what it then does not find is told when it is stored.
    this.interest.say(seen);
    return {
      visible: new Set(seen),
      units: unitNodes.map(({ unitUuid }) => unitUuid),
    };
  }
}
