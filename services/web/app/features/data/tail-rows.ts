import type { Client } from 'urql';
import { readTime } from '../../ui/read-time';
import { pointAt, type ChartPoint } from './chart-points';
import type { AggregationFunctions, DataPipeFilterInput } from './data.generated';
import type { PipeSummary } from './pipe-summary';
import { rowNews } from './row-watch';
import { rowsDocument, storedRows, type StoredRow } from './stored-rows';

/** Whose rows are followed. */
export interface RowSource {
  readonly nodeUuid: string;
  readonly pipe: PipeSummary;
  readonly aggregation: AggregationFunctions | null;
}

/** Rows that one question brings. */
const MOST = 500;
/** Where the instance did not answer, it is asked again. */
const RETRY_MS = 2_000;

const ask = async (client: Client, { nodeUuid, pipe, aggregation }: RowSource, more: object) => {
  const filters: DataPipeFilterInput = {
    uuid: nodeUuid,
    type: pipe.policy,
    pipeline: pipe.name,
    ...(aggregation ? { aggregationType: [aggregation] } : {}),
    ...more,
  };
  const { data } = await client.query(
    rowsDocument(pipe.policy),
    { filters },
    { requestPolicy: 'network-only' },
  );
  return data ? storedRows(data) : null;
};

const msOf = ({ time }: StoredRow): number => readTime(time).getTime();

/** The newest row; `undefined` where there is none, `null` where the instance did not answer. */
const newestRow = async (client: Client, source: RowSource): Promise<StoredRow | undefined | null> => {
  const rows = await ask(client, source, { limit: 1, orderByCreateDate: 'desc' });
  return rows && rows[0];
};

const rowsAfter = async (client: Client, source: RowSource, ms: number): Promise<readonly StoredRow[]> => {
  const startCreateDatetime = new Date(ms + 1).toISOString();
  const rows = await ask(client, source, { limit: MOST, orderByCreateDate: 'asc', startCreateDatetime });
  return (rows ?? []).filter((row) => msOf(row) > ms);
};

/**
 * Hands on what is stored from now on, as it is stored and somebody looks at the page; the newest row that there is already
 * comes first.
 */
export const followRows = async (
  client: Client,
  source: RowSource,
  ending: AbortSignal,
  take: (rows: readonly StoredRow[]) => void,
): Promise<void> => {
  const news = rowNews(client, source.nodeUuid, ending);
  let last: number | null = null;
  while (!ending.aborted) {
    if (last === null) {
      const newest = await newestRow(client, source);
      if (newest !== null) last = newest ? msOf(newest) : 0;
      if (newest && !ending.aborted) take([newest]);
    } else {
      const rows = await rowsAfter(client, source, last);
      if (ending.aborted) return;
      if (rows.length > 0) take(rows);
      last = rows.length > 0 ? msOf(rows.at(-1)!) : last;
    }
    await news(last === null ? RETRY_MS : undefined);
  }
};

/** Rows as points of a chart; those that are no numbers are left out. */
export const pointsOfRows = (rows: readonly StoredRow[]): ChartPoint[] =>
  rows.flatMap((row) => {
    const value = row.state.trim() ? Number(row.state) : NaN;
    return Number.isFinite(value) ? [pointAt(msOf(row), value)] : [];
  });
