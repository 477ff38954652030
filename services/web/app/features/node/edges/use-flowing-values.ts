import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { pipesOf } from '../../data/pipe-summary';
import { followRows } from '../../data/tail-rows';
import type { BoardNode } from './edge-board';

/** Outputs whose rows are asked for at the same time. */
const MOST = 12;

/** Nodes that tell their last value; of the others the newest row has to be asked for. */
const isTold = ({ dataPipeYml, isDataPipeActive }: BoardNode): boolean => {
  const pipes = isDataPipeActive ? pipesOf(dataPipeYml) : [];
  return pipes.length === 0 || pipes.some(({ policy }) => policy === 'LAST_VALUE');
};

/** What flows from Outputs, by their uuid. */
export const useFlowingValues = (outputs: readonly BoardNode[]): ReadonlyMap<string, string> => {
  const client = useClient();
  const [rows, setRows] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = JSON.stringify(
    outputs
      .filter((output) => !isTold(output))
      .slice(0, MOST)
      .map(({ uuid, dataPipeYml }) => ({ uuid, dataPipeYml })),
  );
  useEffect(() => {
    const ending = new AbortController();
    for (const { uuid, dataPipeYml } of JSON.parse(asked) as Pick<BoardNode, 'uuid' | 'dataPipeYml'>[]) {
      const pipe = pipesOf(dataPipeYml)[0]!;
      void followRows(
        client,
        { nodeUuid: uuid, pipe, aggregation: pipe.functions[0] ?? null },
        ending.signal,
        (fresh) => setRows((before) => new Map(before).set(uuid, fresh.at(-1)!.state)),
      );
    }
    return () => ending.abort();
  }, [client, asked]);
  return new Map(
    outputs.flatMap((output) => {
      const value = isTold(output) ? output.state : rows.get(output.uuid);
      return value ? [[output.uuid, value]] : [];
    }),
  );
};
