import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PipelineCounters } from '@unitfleet/contracts';
import { parseStoredConfig } from '@unitfleet/pipeline';
import { DataSource } from 'typeorm';
import { NodeCounts } from '../../domain/telemetry/node-counts';
import { decodeStoredState } from '../../domain/telemetry/stored-state';

interface CountsRow {
  config: string | null;
  version: number;
  countedVersion: number | null;
  state: string | null;
  timeMs: string;
}

type Counts = Pick<PipelineCounters, 'accepted' | 'dropped'>;

const time = (ms: number): Date | null => (ms > 0 ? new Date(ms) : null);

const toCounts = (counts: NodeCounts | null | undefined): Counts => {
  const [, accepted, dropped] = (counts ?? new NodeCounts(0)).encode();
  return { accepted, dropped: Object.entries(dropped).map(([reason, count]) => ({ reason, count })) };
};

const namesOf = (config: string | null | undefined): string[] => {
  const stored = config == null ? null : parseStoredConfig(config);
  return stored?.ok ? stored.config.additional_pipelines.map(({ name }) => name) : [];
};

/** What became of the messages of nodes, as the last checkpoint of their partition has it. */
@Injectable()
export class PipelineCountsStore {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Nothing is counted yet under a change that the checkpoint is not past, nor for a node that is not known. */
  async get(nodeUuid: string): Promise<PipelineCounters> {
    const [row]: CountsRow[] = await this.source.query(
      `select n.config, n.config_version as version, s.config_version as "countedVersion", s.state,
         p.time_ms as "timeMs"
       from nodes n
       join partitions p on p.partition = n.partition
       left join node_states s on s.node_uuid = n.uuid
       where n.uuid = $1 and not n.is_deleted`,
      [nodeUuid],
    );
    const isCounted = row?.state && row.countedVersion === row.version;
    const known = isCounted ? decodeStoredState(row.state!) : null;
    return {
      since: time(known?.first.counts?.sinceMs ?? 0),
      until: time(Number(row?.timeMs ?? 0)),
      ...toCounts(known?.first.counts),
      additionalPipelines: namesOf(row?.config).map((name) => ({
        name,
        ...toCounts(known?.additional.find((run) => run.name === name)?.counts),
      })),
    };
  }
}
