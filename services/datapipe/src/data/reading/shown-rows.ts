import type { ProcessingPolicy } from '@unitfleet/contracts';
import { choosePipeline, type ChosenPipeline } from '../../domain/pipelines/chosen-pipeline';
import { pipeRefused, requireChosen, type PipelineRow } from '../pipelines/node.store';

/** Policies that store rows. */
export type StoredPolicy = Exclude<ProcessingPolicy, 'LastValue'>;

/** What is read of a pipeline: a series, and how many records of it are kept. */
export interface Shown {
  readonly series: number;
  readonly keptRecords: number;
}

export const shown = ({ config, series }: ChosenPipeline): Shown => ({
  series,
  keptRecords: config.processing_policy.n_records_count ?? 0,
});

/**
 * What is shown of the pipeline of a name; without one, of the first, whose data are there to be read whatever has become of
 * its configuration. Null for a node that is not known.
 *
 * @throws DomainError `DataPipe` when there is no pipeline of the name.
 */
export const shownOf = (row: PipelineRow | null, pipeline: string | null | undefined): Shown | null => {
  if (pipeline) {
    if (!row) throw pipeRefused(`the data pipe of the node has no pipeline ${pipeline}`);
    return shown(requireChosen(row, pipeline));
  }
  if (!row) return null;
  const first = choosePipeline(row, null);
  return typeof first === 'string' ? { series: row.series, keptRecords: 0 } : shown(first);
};

const OF_SERIES = 'unit_node_uuid = {node:UUID} AND series = {series:UInt32}';

/** What the policy keeps now, whatever else is still stored, as a subquery; its parameters are {@link keptParams}. */
export const keptRows = (type: StoredPolicy, { keptRecords }: Shown): string => {
  switch (type) {
    case 'NRecords':
      return `SELECT * FROM n_last_entry FINAL WHERE ${OF_SERIES}
        ORDER BY create_datetime DESC, sequence DESC, position DESC LIMIT ${keptRecords}`;
    case 'TimeWindow':
      return `SELECT * FROM window_entry FINAL
        WHERE ${OF_SERIES} AND expiration_datetime > fromUnixTimestamp64Milli({now:Int64})`;
    case 'Aggregation':
      return `SELECT * FROM aggregation_entry FINAL WHERE ${OF_SERIES}`;
  }
};

export const keptParams = (nodeUuid: string, { series }: Shown, nowMs: number): Record<string, unknown> => ({
  node: nodeUuid,
  series,
  now: nowMs,
});
