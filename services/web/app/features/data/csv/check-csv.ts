import { ImportCheck, parseStoredConfig, type ImportColumn, type PipelineConfig } from '@unitfleet/pipeline';
import { rowsOfFile } from './csv-rows';

/** A mistake in a file: its row counts from 1, without the header. */
export interface CsvProblem {
  readonly row: number;
  readonly column: string | null;
  /** In the words of the instance. */
  readonly text: string;
}

/** What can be seen of a file before it is sent. */
export interface CsvPreview {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that the pipeline needs and the file does not have. */
  readonly missing: readonly ImportColumn[];
  readonly problem: CsvProblem | null;
  /** Rows that were checked. */
  readonly checked: number;
  /** There are no more than those. */
  readonly isWhole: boolean;
}

const SHOWN = 6;
/** The instance checks all of them; these are for a quick answer. */
const CHECKED = 5_000;
const MARK = '\ufeff';

/** The stages of a pipeline of a node; `null` where it has none of that name. */
export const configOf = (dataPipeYml: string, pipeline: string | null): PipelineConfig | null => {
  const read = parseStoredConfig(dataPipeYml);
  if (!read.ok) return null;
  if (pipeline === null) return read.config;
  return read.config.additional_pipelines.find(({ name }) => name === pipeline) ?? null;
};

/** Columns without which a file of this pipeline is refused (`docs/datapipe-api.md`). */
export const neededColumns = ({ processing_policy: policy }: PipelineConfig): readonly ImportColumn[] => {
  if (policy.policy_type !== 'Aggregation') return ['state', 'create_datetime'];
  const isOfSeveral = Array.isArray(policy.aggregation_functions) && policy.aggregation_functions.length > 1;
  return [
    'state',
    'create_datetime',
    'start_window_datetime',
    'end_window_datetime',
    ...(isOfSeveral ? (['aggregation_type'] as const) : []),
  ];
};

const reader = (header: readonly string[]) => {
  const encoder = new TextEncoder();
  return (cells: readonly string[]) => {
    const cell = (name: ImportColumn) => cells[header.indexOf(name)];
    return {
      state: encoder.encode(cell('state') ?? ''),
      create_datetime: cell('create_datetime'),
      start_window_datetime: cell('start_window_datetime'),
      end_window_datetime: cell('end_window_datetime'),
      aggregation_type: cell('aggregation_type'),
    };
  };
};

/** Reads the beginning of a file and checks it as the instance will. */
export const previewCsv = async (file: Blob, config: PipelineConfig, nowMs: number): Promise<CsvPreview> => {
  const check = new ImportCheck(config, nowMs);
  let header: readonly string[] | null = null;
  let missing: readonly ImportColumn[] = [];
  let fields = reader([]);
  let problem: CsvProblem | null = null;
  const rows: string[][] = [];
  let checked = 0;
  for await (const cells of rowsOfFile(file)) {
    if (header === null) {
      const names = cells.map((name, index) => (index === 0 && name.startsWith(MARK) ? name.slice(1) : name));
      header = names;
      missing = neededColumns(config).filter((name) => !names.includes(name));
      fields = reader(names);
      continue;
    }
    if (checked === CHECKED) return { header, rows, missing, problem, checked, isWhole: false };
    checked += 1;
    if (rows.length < SHOWN) rows.push(cells);
    if (missing.length > 0 || problem) {
      if (rows.length === SHOWN) break;
      continue;
    }
    const result = check.next(fields(cells));
    if (result.kind === 'problem') problem = { row: checked, column: result.column, text: result.message };
  }
  return { header: header ?? [], rows, missing, problem, checked, isWhole: true };
};

/** A row of a file, counted from 1 without the header; `null` where there is none. */
export const rowAt = async (file: Blob, row: number): Promise<readonly string[] | null> => {
  let at = -1;
  for await (const cells of rowsOfFile(file)) {
    at += 1;
    if (at === row) return cells;
  }
  return null;
};

const REFUSAL = /\brow (\d+)(?:, column (\w+))?: ([\s\S]*)$/;

/** Row and column that the instance names in its refusal. */
export const refusalOf = (text: string): CsvProblem | null => {
  const [, row, column = null, why = ''] = REFUSAL.exec(text) ?? [];
  return row ? { row: Number(row), column, text: why } : null;
};
