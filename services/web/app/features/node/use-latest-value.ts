import { useNewestRow } from '../data/use-newest-row';
import { pipesOf } from '../data/pipe-summary';
import type { NodeFactsFragment } from './node.generated';

export interface LatestValue {
  readonly state: string | null;
  /** As the API writes it; `null` where there is no value. */
  readonly time: string | null;
}

/** The last value of a node: what it tells by itself, or the newest row where its pipeline stores rows only. */
export const useLatestValue = (node: NodeFactsFragment): LatestValue => {
  const pipes = node.isDataPipeActive ? pipesOf(node.dataPipeYml) : [];
  const isTold = pipes.length === 0 || pipes.some(({ policy }) => policy === 'LAST_VALUE');
  const row = useNewestRow(node.uuid, isTold ? null : pipes[0]!);
  if (row) return { state: row.state, time: row.time };
  return { state: node.state, time: node.state === null ? null : node.lastUpdateDatetime };
};
