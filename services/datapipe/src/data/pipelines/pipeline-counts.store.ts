import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PipelineCounters } from '@unitfleet/contracts';
import { DataSource } from 'typeorm';
import { NodeCounts } from '../../domain/telemetry/node-counts';
import { decodeStoredState } from '../../domain/telemetry/stored-state';

interface CountsRow {
  version: number;
  countedVersion: number | null;
  state: string | null;
  timeMs: string;
}

const time = (ms: number): Date | null => (ms > 0 ? new Date(ms) : null);

/** What became of the messages of nodes, as the last checkpoint of their partition has it. */
@Injectable()
export class PipelineCountsStore {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Nothing is counted yet under a change that the checkpoint is not past, nor for a node that is not known. */
  async get(nodeUuid: string): Promise<PipelineCounters> {
    const [row]: CountsRow[] = await this.source.query(
      `select n.config_version as version, s.config_version as "countedVersion", s.state, p.time_ms as "timeMs"
       from nodes n
       join partitions p on p.partition = n.partition
       left join node_states s on s.node_uuid = n.uuid
       where n.uuid = $1 and not n.is_deleted`,
      [nodeUuid],
    );
    const counts =
      row?.state && row.countedVersion === row.version ? decodeStoredState(row.state).counts : null;
    const [sinceMs, accepted, dropped] = (counts ?? new NodeCounts(0)).encode();
    return {
      since: time(sinceMs),
      until: time(Number(row?.timeMs ?? 0)),
      accepted,
      dropped: Object.entries(dropped).map(([reason, count]) => ({ reason, count })),
      additionalPipelines: [],
    };
  }
}
