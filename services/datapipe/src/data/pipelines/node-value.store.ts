import { Injectable } from '@nestjs/common';
import type { NodeValue } from '@unitfleet/contracts';
import { prepared, Reads, Transactions } from '@unitfleet/persistence';
import { pipelineStatus } from '../../domain/pipelines/pipeline-status';
import { NodeStore, type NodeIdentity } from './node.store';

interface ValueRow {
  uuid: string;
  state: string | null;
  updatedAt: Date | null;
  isActive: boolean;
  config: string | null;
  error: string | null;
}

const VALUES = prepared(
  `select n.uuid, v.state, v.updated_at as "updatedAt", n.is_active as "isActive", n.config, n.error
   from nodes n join node_values v on v.node_uuid = n.uuid
   where n.uuid = any($1::uuid[]) and not n.is_deleted`,
);

/** As `pipelineStatus` says `Error`. */
const FAILED = prepared(
  `select uuid from nodes
   where error is not null and config is not null and is_active and not is_deleted
     and ($1::uuid is null or uuid > $1)
   order by uuid limit $2`,
);

/** The current value of each node. */
@Injectable()
export class NodeValueStore {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly nodes: NodeStore,
  ) {}

  /** Values and pipes; nodes that are not known are left out. */
  async getMany(uuids: readonly string[]): Promise<NodeValue[]> {
    const rows = await this.reads.rows<ValueRow>(VALUES, [uuids]);
    return rows.map((row) => {
      const status = pipelineStatus(row);
      return {
        nodeUuid: row.uuid,
        state: row.state,
        lastUpdateDatetime: row.updatedAt,
        isDataPipeActive: row.isActive,
        dataPipeYml: row.config,
        dataPipeStatus: status,
        dataPipeError: status === 'Error' ? row.error : null,
      };
    });
  }

  /** Nodes whose pipe is on and cannot run, in the order of their keys. */
  async listFailed(after: string | null, limit: number): Promise<string[]> {
    const rows = await this.reads.rows<{ uuid: string }>(FAILED, [after, limit]);
    return rows.map(({ uuid }) => uuid);
  }

  /**
   * Stores a value given by a request: it is the newest, also where the time of the stream is ahead of this clock. What
   * the stream brings after that goes before it.
   */
  async set(identity: NodeIdentity, state: string, timeMs: number): Promise<void> {
    await this.transactions.run(async (transaction) => {
      await this.nodes.lock(transaction, identity);
      await transaction.manager.query(
        `update node_values v set state = $2,
           updated_at = greatest(v.updated_at, n.at),
           sequence = case when v.updated_at >= n.at then v.sequence else 0 end,
           position = case when v.updated_at >= n.at then v.position else 0 end
         from (select 'epoch'::timestamptz + $3::bigint * interval '1 millisecond' as at) n
         where node_uuid = $1`,
        [identity.uuid, state, timeMs],
      );
    });
  }
}
