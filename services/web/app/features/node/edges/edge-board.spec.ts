import { describe, expect, it } from 'vitest';
import { cardHeight, cardsOf, edgesOf, otherEnd, stacked, type BoardNode } from './edge-board';

const node = (uuid: string, unitUuid: string, type: BoardNode['type'] = 'INPUT') =>
  ({ uuid, unitUuid, type, topicName: uuid }) as BoardNode;
const edge = (nodeOutputUuid: string, nodeInputUuid: string) => ({
  uuid: `${nodeOutputUuid}-${nodeInputUuid}`,
  nodeOutputUuid,
  nodeInputUuid,
});

describe('the board of links', () => {
  it('has linked Units first, each once with all that is known of it', () => {
    const candidates = [
      { uuid: 'v', name: 'V', unitNodes: [node('v1', 'v')] },
      { uuid: 'u', name: 'U', unitNodes: [node('u1', 'u'), node('u2', 'u')] },
      { uuid: 'w', name: 'W', unitNodes: [] },
    ];
    const cards = cardsOf([node('u1', 'u')], new Map([['u', 'U']]), candidates);
    expect(cards.map(({ name, nodes }) => [name, ...nodes.map(({ uuid }) => uuid)])).toEqual([
      ['U', 'u1', 'u2'],
      ['V', 'v1'],
    ]);
  });

  it('has the links of its own nodes only', () => {
    const own = [node('out', 'a', 'OUTPUT')];
    const edges = [edge('out', 'in'), edge('other', 'in')];
    expect(edgesOf(edges, own)).toEqual([edges[0]]);
    expect(otherEnd(edges[0]!, new Set(['out']))).toBe('in');
    expect(otherEnd(edges[0]!, new Set(['in']))).toBe('out');
  });

  it('puts cards below each other', () => {
    const cards = cardsOf([node('a', 'a'), node('b', 'b')], new Map(), []);
    const { tops, height } = stacked(cards);
    expect(tops[0]).toBe(0);
    expect(tops[1]).toBeGreaterThan(cardHeight(cards[0]!));
    expect(height).toBe(tops[1]! + cardHeight(cards[1]!));
    expect(stacked([])).toEqual({ tops: [], height: 0 });
  });
});
