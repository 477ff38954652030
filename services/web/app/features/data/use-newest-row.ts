import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import type { PipeSummary } from './pipe-summary';
import type { StoredRow } from './stored-rows';
import { followRows } from './tail-rows';

/** The newest row of a pipeline, kept true while somebody looks; `null` where there is none, or no pipeline. */
export const useNewestRow = (nodeUuid: string, pipe: PipeSummary | null): StoredRow | null => {
  const client = useClient();
  const [newest, setNewest] = useState<{ of: string; row: StoredRow } | null>(null);
  const asked = pipe && pipe.policy !== 'LAST_VALUE' ? JSON.stringify(pipe) : null;
  useEffect(() => {
    if (asked === null) return undefined;
    const ending = new AbortController();
    const followed = JSON.parse(asked) as PipeSummary;
    const source = { nodeUuid, pipe: followed, aggregation: followed.functions[0] ?? null };
    const take = (rows: readonly StoredRow[]) => setNewest({ of: nodeUuid, row: rows.at(-1)! });
    void followRows(client, source, ending.signal, take);
    return () => ending.abort();
  }, [client, nodeUuid, asked]);
  return asked !== null && newest?.of === nodeUuid ? newest.row : null;
};
