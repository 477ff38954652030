import { useMemo } from 'react';
import { useQuery, useSubscription } from 'urql';
import { useRegularAsk } from '../../ui/use-regular-ask';
import { ListedNodesDocument, ListedNodesPipesDocument, ListedNodesUnitsDocument } from './nodes.generated';
import type { ListedNodesQuery } from './nodes.generated';
import type { NodesSearch } from './nodes-search';

export type ListedNode = ListedNodesQuery['getUnitNodes']['unitNodes'][number];

/** Nodes on a page of the list. */
export const PAGE = 50;

const EVERY_MS = 10_000;
const NONE: never[] = [];

/** One page of nodes with the names of their Units: how their pipes are is told live, who belongs to the list is asked for. */
export const useNodes = ({ q, pipe, page = 1 }: NodesSearch) => {
  const filters = {
    searchString: q ?? null,
    hasDataPipeError: pipe === 'error' ? true : null,
    limit: PAGE,
    offset: (page - 1) * PAGE,
  };
  const [{ data, error }, ask] = useQuery({ query: ListedNodesDocument, variables: { filters } });
  useRegularAsk(ask, EVERY_MS);
  const nodes = data?.getUnitNodes.unitNodes ?? NONE;
  const uuids = useMemo(() => nodes.map(({ uuid }) => uuid).sort(), [nodes]);
  useSubscription({ query: ListedNodesPipesDocument, variables: { uuids }, pause: uuids.length === 0 });
  const units = useMemo(() => [...new Set(nodes.map(({ unitUuid }) => unitUuid))].sort(), [nodes]);
  const [{ data: named }] = useQuery({
    query: ListedNodesUnitsDocument,
    variables: { uuids: units },
    pause: units.length === 0,
  });
  const names = useMemo(() => new Map(named?.getUnits.units.map(({ uuid, name }) => [uuid, name])), [named]);
  return {
    list: data?.getUnitNodes,
    names,
    error: data ? undefined : error,
    again: () => ask({ requestPolicy: 'network-only' }),
  };
};
