import type { LinkCandidatesQuery, NodeEdgesQuery, UnitOwnNodesQuery } from '../node.generated';

export type BoardNode = UnitOwnNodesQuery['getUnitNodes']['unitNodes'][number];
export type BoardEdge = NodeEdgesQuery['getUnitNodeEdges']['unitNodeEdges'][number];
export type CandidateUnit = LinkCandidatesQuery['getUnits']['units'][number];

/** A Unit with its nodes of one kind, as a card. */
export interface BoardCard {
  readonly id: string;
  readonly unitUuid: string;
  readonly name: string;
  readonly nodes: readonly BoardNode[];
}

/** Ends of a link. */
export interface EdgeKey {
  readonly outputUuid: string;
  readonly inputUuid: string;
}

/** The other end of a link, seen from a node. */
export const otherEnd = ({ nodeOutputUuid, nodeInputUuid }: BoardEdge, own: ReadonlySet<string>): string =>
  own.has(nodeOutputUuid) ? nodeInputUuid : nodeOutputUuid;

/** Links between these nodes and nodes of the other kind; others are on another page. */
export const edgesOf = (edges: readonly BoardEdge[], own: readonly BoardNode[]): readonly BoardEdge[] => {
  const outputs = new Set(own.filter(({ type }) => type === 'OUTPUT').map(({ uuid }) => uuid));
  const inputs = new Set(own.filter(({ type }) => type === 'INPUT').map(({ uuid }) => uuid));
  return edges.filter((edge) => outputs.has(edge.nodeOutputUuid) || inputs.has(edge.nodeInputUuid));
};

/** Cards of the other side: Units that are linked already come first and are there whatever is searched for. */
export const cardsOf = (
  linked: readonly BoardNode[],
  names: ReadonlyMap<string, string>,
  candidates: readonly CandidateUnit[],
): readonly BoardCard[] => {
  const cards = new Map<string, BoardCard>();
  const put = (unitUuid: string, name: string, nodes: readonly BoardNode[]) => {
    const known = cards.get(unitUuid)?.nodes ?? [];
    const more = nodes.filter(({ uuid }) => !known.some((node) => node.uuid === uuid));
    cards.set(unitUuid, { id: `unit-${unitUuid}`, unitUuid, name, nodes: [...known, ...more] });
  };
  for (const node of linked) put(node.unitUuid, names.get(node.unitUuid) ?? '…', [node]);
  for (const { uuid, name, unitNodes } of candidates) put(uuid, name, unitNodes);
  return [...cards.values()].filter(({ nodes }) => nodes.length > 0);
};

export const CARD_HEAD = 38;
export const CARD_ROW = 34;
const CARD_GAP = 16;
const CARD_END = 8;

export const cardHeight = ({ nodes }: BoardCard): number => CARD_HEAD + nodes.length * CARD_ROW + CARD_END;

/** Cards below each other: where each begins, and how high all of them are. */
export const stacked = (cards: readonly BoardCard[]): { tops: readonly number[]; height: number } => {
  const tops: number[] = [];
  let height = 0;
  for (const card of cards) {
    tops.push(height);
    height += cardHeight(card) + CARD_GAP;
  }
  return { tops, height: Math.max(0, height - CARD_GAP) };
};
