import { MarkerType, Position, type Edge } from '@xyflow/react';
import { shortValue } from '../node-value';
import {
  CARD_HEAD,
  CARD_ROW,
  cardHeight,
  stacked,
  type BoardCard,
  type BoardEdge,
  type BoardNode,
} from './edge-board';
import type { UnitCardNode } from './unit-card';

interface FlowWish {
  /** Of the canvas. */
  readonly width: number;
  readonly own: BoardCard;
  readonly cards: readonly BoardCard[];
  readonly kind: BoardNode['type'];
  readonly marked: string;
  readonly mayLink: boolean;
}

const MARGIN = 16;
/** Of a dot, as its style says. */
const HANDLE = 16;
const WIDEST_CARD = 320;
/** Of the canvas, between the cards. */
const MIDDLE = 0.24;

/** Where the dots of a card are, each in the middle of its row and on the card's inner edge. */
const handlesOf = ({ nodes }: BoardCard, side: BoardNode['type'], cardWidth: number) =>
  nodes.map(({ uuid }, index) => ({
    id: uuid,
    ...(side === 'OUTPUT'
      ? { type: 'source' as const, position: Position.Right, x: cardWidth - HANDLE / 2 }
      : { type: 'target' as const, position: Position.Left, x: -HANDLE / 2 }),
    y: CARD_HEAD + (index + 0.5) * CARD_ROW - HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  }));

/** Where cards stand: Outputs on the left, Inputs on the right, as wide as there is room. */
export const flowNodes = ({ width, own, cards, kind, marked, mayLink }: FlowWish) => {
  const cardWidth = Math.min(WIDEST_CARD, Math.max(110, ((width - 2 * MARGIN) * (1 - MIDDLE)) / 2));
  const left = MARGIN;
  const right = width - MARGIN - cardWidth;
  const { tops, height } = stacked(cards);
  const other = kind === 'OUTPUT' ? ('INPUT' as const) : ('OUTPUT' as const);
  // Sizes are said, not measured: a card that changes while it is measured would never be shown with its links.
  const sizeOf = (card: BoardCard) => ({ width: cardWidth, height: cardHeight(card) });
  const nodeOf = (card: BoardCard, side: BoardNode['type'], y: number): UnitCardNode => ({
    id: card.id,
    type: 'unit',
    ...sizeOf(card),
    measured: sizeOf(card),
    handles: handlesOf(card, side, cardWidth),
    position: { x: side === 'OUTPUT' ? left : right, y: MARGIN + y },
    draggable: false,
    selectable: false,
    focusable: false,
    data: { card, side, width: cardWidth, mayLink, marked },
  });
  const nodes = [nodeOf(own, kind, 0), ...cards.map((card, index) => nodeOf(card, other, tops[index]!))];
  return { nodes, height: Math.max(height, stacked([own]).height) + 2 * MARGIN };
};

const LINE = 'light-dark(var(--mantine-color-cyan-8), var(--mantine-color-cyan-4))';

/** Lines between them; what the Output says flows on each. */
export const flowEdges = (
  edges: readonly BoardEdge[],
  nodes: readonly UnitCardNode[],
  values: ReadonlyMap<string, string>,
  selected: ReadonlySet<string>,
  words: { readonly kind: string; readonly label: (from: string, to: string) => string },
): Edge[] =>
  edges.flatMap((edge) => {
    const holds = (uuid: string, side: BoardNode['type']) =>
      nodes.find(({ data }) => data.side === side && data.card.nodes.some((node) => node.uuid === uuid));
    const source = holds(edge.nodeOutputUuid, 'OUTPUT');
    const target = holds(edge.nodeInputUuid, 'INPUT');
    if (!source || !target) return [];
    const output = source.data.card.nodes.find(({ uuid }) => uuid === edge.nodeOutputUuid)!;
    const input = target.data.card.nodes.find(({ uuid }) => uuid === edge.nodeInputUuid)!;
    return [
      {
        id: edge.uuid,
        type: 'value',
        source: source.id,
        target: target.id,
        sourceHandle: edge.nodeOutputUuid,
        targetHandle: edge.nodeInputUuid,
        selected: selected.has(edge.uuid),
        animated: true,
        label: shortValue(values.get(output.uuid), 16) || undefined,
        markerEnd: { type: MarkerType.ArrowClosed, color: LINE },
        interactionWidth: 24,
        domAttributes: { 'aria-roledescription': words.kind },
        ariaLabel: words.label(
          `${output.topicName} (${source.data.card.name})`,
          `${input.topicName} (${target.data.card.name})`,
        ),
      },
    ];
  });
