import { pipesOf } from '../data/pipe-summary';
import { useNewestRow } from '../data/use-newest-row';
import type { DashboardQuery } from './dashboards.generated';

export type PanelNode = DashboardQuery['getDashboardPanels']['panels'][number]['unitNodesForPanel'][number];

export interface NewestValue {
  readonly text: string;
  readonly time: string;
}

/** What a node stored last, kept true; `null` where nothing is stored. */
export const useNewestValue = ({ unitNode: node }: PanelNode): NewestValue | null => {
  const pipe = pipesOf(node.dataPipeYml)[0] ?? null;
  const row = useNewestRow(node.uuid, pipe);
  if (pipe && pipe.policy !== 'LAST_VALUE') return row && { text: row.state, time: row.time };
  return node.state === null ? null : { text: node.state, time: node.lastUpdateDatetime };
};
