import {
  getPipelineCounters,
  liveImports,
  liveSubjectOf,
  type Actor,
  type LiveImport,
} from '@unitfleet/contracts';
import { RpcClient, unwrap } from '@unitfleet/messaging';
import type { Change } from '../feed/change';
import type { HeardImports } from '../feed/heard-imports';
import type { Look, Sight, Topic } from './topic';

const WEIGHT_BYTES = 400;

export const readPipeImports = (data: Uint8Array): Change<LiveImport>[] => {
  const item = unwrap(data, liveImports.schema).data;
  return [{ uuid: item.nodeUuid, item, weight: (item.error?.length ?? 0) + WEIGHT_BYTES }];
};

/** Imports into the pipelines of one node, for those who may see how it is configured. */
export class PipeImportsTopic implements Topic<LiveImport> {
  readonly stream = 'LIVE';

  constructor(
    private readonly rpc: RpcClient,
    private readonly heard: HeardImports,
  ) {}

  subjectsOf(uuids: readonly string[]): string[] {
    return uuids.map((uuid) => liveSubjectOf(liveImports, uuid));
  }

  async look(actor: Actor, uuids: readonly string[]): Promise<Look<LiveImport>> {
    // Before the owner is asked: what comes meanwhile is told as a change.
    const items = this.heard.of(uuids[0]!);
    return { ...(await this.check(actor, uuids)), items };
  }

  /** @throws DomainError NoAccess when the node is none of the actor's. */
  async check(actor: Actor, uuids: readonly string[]): Promise<Sight> {
    await this.rpc.call(getPipelineCounters, { nodeUuid: uuids[0]! }, actor);
    return { visible: new Set(uuids), units: [] };
  }
}
