import { useEffect } from 'react';
import { useQuery } from 'urql';
import { pipesOf } from '../data/pipe-summary';
import { NewestRowDocument, type DashboardQuery, type NewestRowQuery } from './dashboards.generated';

export type PanelNode = DashboardQuery['getDashboardPanels']['panels'][number]['unitNodesForPanel'][number];

export interface NewestValue {
  readonly text: string;
  readonly time: string;
}

/** Only last values are told as they come; of what else is stored the newest row is asked for again and again. */
const EVERY_MS = 5_000;

type Row = NewestRowQuery['getPipeData']['pipeData'][number];

const valueOf = (row: Row): NewestValue => {
  if (row.__typename === 'LastValueType') return { text: row.text, time: row.lastUpdateDatetime };
  const text = row.__typename === 'AggregationType' ? String(row.number) : row.text;
  return { text, time: row.createDatetime };
};

/** What a node stored last; `null` where nothing is stored. */
export const useNewestValue = ({ unitNode: node }: PanelNode): NewestValue | null => {
  const pipe = pipesOf(node.dataPipeYml)[0];
  const isTold = !pipe || pipe.policy === 'LAST_VALUE';
  const aggregation = pipe?.functions[0];
  const [{ data }, ask] = useQuery({
    query: NewestRowDocument,
    pause: isTold,
    variables: {
      filters: {
        uuid: node.uuid,
        type: pipe?.policy ?? 'LAST_VALUE',
        limit: 1,
        ...(aggregation && { aggregationType: [aggregation] }),
      },
    },
  });
  useEffect(() => {
    if (isTold) return undefined;
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), EVERY_MS);
    return () => clearInterval(timer);
  }, [isTold, ask]);
  if (isTold) return node.state === null ? null : { text: node.state, time: node.lastUpdateDatetime };
  const row = data?.getPipeData.pipeData[0];
  return row ? valueOf(row) : null;
};
