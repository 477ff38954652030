import { PipelineConfig } from '../config/pipeline-config';
import { activeBounds, ActiveBounds } from '../run/active-bounds';
import { compilePipeline } from '../run/compile-pipeline';
import { CompiledPipeline } from '../run/compiled-pipeline';
import { emptyNodeState } from '../run/node-state';
import { validated } from '../run/row-policy';
import { parseCsvDateTime } from './csv-date-time';
import {
  ImportColumn,
  ImportedAggregate,
  ImportedRow,
  ImportFields,
  ImportProblem,
  problem,
  problemOf,
} from './import-row';
import { ImportedWindows } from './imported-windows';

const NOT_A_TIME = 'is not a time of the form YYYY-MM-DD HH:MM:SS[.ffffff] that can be stored';

/**
 * The pipeline that rows of a file run through: the filters, and the policy as far as it makes rows. Stored values are
 * extracted and transformed already; the active period has inclusive bounds here and is looked at apart; aggregates were filtered by
 * rate and uniqueness before they were aggregated.
 */
function importPipeline(config: PipelineConfig): CompiledPipeline {
  const aggregates = config.processing_policy.policy_type === 'Aggregation';
  const { filters, processing_policy: policy } = config;
  return compilePipeline({
    active_period: { type: 'Permanent', start: null, end: null },
    filters: {
      ...filters,
      json_path: null,
      ...(aggregates ? { max_rate: 0, last_unique_check: false } : {}),
    },
    transformations: null,
    processing_policy: aggregates ? { ...policy, policy_type: 'NRecords', n_records_count: 1 } : policy,
  });
}

/**
 * Decides row by row what of a file may become the data of a pipe, and as what (docs/protocol/datapipe.md 3.4 with
 * docs/protocol/decisions.md, DataPipe 7, 8, 10, CSV). One instance per import, for one of a node's pipelines. Not for
 * LastValue, which stores no rows.
 */
export class ImportCheck {
  private readonly pipeline: CompiledPipeline;
  private readonly state = emptyNodeState();
  private readonly active: ActiveBounds;
  private readonly windows: ImportedWindows | null;
  private readonly maxRows: number;
  private readonly earliestMs: number;
  private readonly latestMs: number;
  private rows = 0;
  private previousMs = -Infinity;

  /** @param nowMs end of what policy TimeWindow keeps. */
  constructor(config: PipelineConfig, nowMs: number) {
    const { policy_type: type, n_records_count: count, time_window_size: size } = config.processing_policy;
    this.pipeline = importPipeline(config);
    this.active = activeBounds(config.active_period);
    this.windows = type === 'Aggregation' ? new ImportedWindows(config.processing_policy) : null;
    this.maxRows = type === 'NRecords' ? validated(count, 'n_records_count') : Infinity;
    const keeps = type === 'TimeWindow';
    this.earliestMs = keeps ? nowMs - validated(size, 'time_window_size') * 1000 : -Infinity;
    this.latestMs = keeps ? nowMs : Infinity;
  }

  /** The next row, or why it is refused; nothing is to be asked after a refusal. */
  next(fields: ImportFields): ImportedRow | ImportProblem {
    const createMs = timeOf(fields, 'create_datetime');
    if (typeof createMs !== 'number') return createMs;
    return this.refuseTime(createMs) ?? this.accept(fields, createMs);
  }

  private refuseTime(createMs: number): ImportProblem | null {
    if (createMs < this.previousMs) return problem('create_datetime', 'is before that of the row before');
    if (createMs < this.active.afterMs || createMs > this.active.beforeMs)
      return problemOf('inactive_period');
    if (createMs < this.earliestMs || createMs > this.latestMs)
      return problem('create_datetime', 'is not within the last time_window_size seconds');
    return null;
  }

  private accept(fields: ImportFields, createMs: number): ImportedRow | ImportProblem {
    const outcome = this.pipeline.process(this.state, fields.state, createMs);
    if (outcome.kind === 'dropped') return problemOf(outcome.reason);
    if (outcome.kind !== 'record' && outcome.kind !== 'timed-record')
      throw new TypeError(`Not a policy that stores rows: ${outcome.kind}`);
    this.rows += 1;
    this.previousMs = createMs;
    if (this.rows > this.maxRows)
      return problem('state', `is beyond the ${this.maxRows} rows that the policy keeps`);
    if (this.windows === null) return outcome;
    return this.aggregate(this.windows, fields, createMs, Number(outcome.value));
  }

  private aggregate(
    windows: ImportedWindows,
    fields: ImportFields,
    createMs: number,
    state: number,
  ): ImportedAggregate | ImportProblem {
    const startMs = timeOf(fields, 'start_window_datetime');
    if (typeof startMs !== 'number') return startMs;
    const endMs = timeOf(fields, 'end_window_datetime');
    if (typeof endMs !== 'number') return endMs;
    return windows.next({ createMs, startMs, endMs, state: state + 0 }, fields.aggregation_type);
  }
}

function timeOf(
  fields: ImportFields,
  column: Exclude<ImportColumn, 'state' | 'aggregation_type'>,
): number | ImportProblem {
  const text = fields[column];
  if (text === undefined) return problem(column, 'is missing');
  return parseCsvDateTime(text) ?? problem(column, NOT_A_TIME);
}
