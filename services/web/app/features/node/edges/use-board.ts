import { useMemo } from 'react';
import { useQuery, useSubscription } from 'urql';
import { NodeValuesDocument } from '../../data/data.generated';
import {
  LinkCandidatesDocument,
  LinkedNodesDocument,
  LinkedUnitsDocument,
  NodeEdgesDocument,
  UnitOwnNodesDocument,
  type NodeFactsFragment,
} from '../node.generated';
import { useFlowingValues } from './use-flowing-values';
import { cardsOf, edgesOf, otherEnd, type BoardEdge, type BoardNode } from './edge-board';

const NO_NODES: readonly BoardNode[] = [];
const NO_EDGES: readonly BoardEdge[] = [];

/** Links of the Unit's nodes that are of the kind of this one, with what is at their other ends. */
const useLinked = (node: NodeFactsFragment) => {
  const [{ data: ofUnit, error }] = useQuery({
    query: UnitOwnNodesDocument,
    variables: { unitUuid: node.unitUuid },
  });
  const own = useMemo(
    () => ofUnit?.getUnitNodes.unitNodes.filter(({ type }) => type === node.type) ?? NO_NODES,
    [ofUnit, node.type],
  );
  const uuids = useMemo(() => own.map(({ uuid }) => uuid), [own]);
  const isPaused = uuids.length === 0;
  const [{ data: linked, error: edgeError }] = useQuery({
    query: NodeEdgesDocument,
    variables: { uuids },
    pause: isPaused,
  });
  const edges = useMemo(
    () => (linked ? edgesOf(linked.getUnitNodeEdges.unitNodeEdges, own) : NO_EDGES),
    [linked, own],
  );
  return { own, uuids, edges, isLoading: !linked && !error && !edgeError, error: error ?? edgeError };
};

const useOthers = (edges: readonly BoardEdge[], uuids: readonly string[]) => {
  const ends = useMemo(() => {
    const own = new Set(uuids);
    return [...new Set(edges.map((edge) => otherEnd(edge, own)))].sort();
  }, [edges, uuids]);
  const [{ data }] = useQuery({
    query: LinkedNodesDocument,
    variables: { uuids: ends },
    pause: ends.length === 0,
  });
  const others = useMemo(
    () => (data?.getUnitNodes.unitNodes ?? NO_NODES).filter(({ uuid }) => ends.includes(uuid)),
    [data, ends],
  );
  const units = useMemo(() => [...new Set(others.map(({ unitUuid }) => unitUuid))].sort(), [others]);
  const [{ data: named }] = useQuery({
    query: LinkedUnitsDocument,
    variables: { uuids: units },
    pause: units.length === 0,
  });
  const names = useMemo(() => new Map(named?.getUnits.units.map(({ uuid, name }) => [uuid, name])), [named]);
  return { others, names };
};

/** Units that have nodes of the other kind. */
export const useCandidates = (node: Pick<NodeFactsFragment, 'type'>, search: string, limit: number) => {
  const type = node.type === 'OUTPUT' ? ('INPUT' as const) : ('OUTPUT' as const);
  const [{ data, fetching, error }] = useQuery({
    query: LinkCandidatesDocument,
    variables: { search: search || null, type: [type], limit, offset: 0 },
  });
  const found = data?.getUnits;
  return { units: found?.units ?? [], count: found?.count ?? 0, isLoading: fetching && !data, error };
};

/** Everything on the board: nodes of both sides, links, and values that come by themselves. */
export const useBoard = (node: NodeFactsFragment, search: string, limit: number) => {
  const { own, uuids, edges, isLoading, error } = useLinked(node);
  const { others, names } = useOthers(edges, uuids);
  const { units, count } = useCandidates(node, search, limit);
  const cards = useMemo(() => cardsOf(others, names, units), [others, names, units]);
  const outputs = useMemo(() => {
    const linked = new Set(edges.map(({ nodeOutputUuid }) => nodeOutputUuid));
    return [...own, ...others].filter(({ uuid }) => linked.has(uuid));
  }, [own, others, edges]);
  const told = outputs.map(({ uuid }) => uuid).sort();
  useSubscription({ query: NodeValuesDocument, variables: { uuids: told }, pause: told.length === 0 });
  const values = useFlowingValues(outputs);
  return { own, edges, others, names, cards, values, hasMore: count > units.length, isLoading, error };
};

export type Board = ReturnType<typeof useBoard>;
