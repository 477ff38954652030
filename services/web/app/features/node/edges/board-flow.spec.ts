import { describe, expect, it } from 'vitest';
import { flowNodes } from './board-flow';
import { cardHeight, type BoardCard, type BoardNode } from './edge-board';

const card = (id: string, ...nodes: string[]): BoardCard => ({
  id,
  unitUuid: id,
  name: id,
  nodes: nodes.map((uuid) => ({ uuid, unitUuid: id }) as BoardNode),
});

describe('the drawn board of links', () => {
  const [own, other] = [card('own', 'out', 'more'), card('other', 'in')];
  const { nodes } = flowNodes({
    ...{ width: 1_000, own, cards: [other], kind: 'OUTPUT', marked: 'out', mayLink: true },
  });

  it('says how large each card is and where its dots are, so that nothing waits for being measured', () => {
    for (const [index, drawn] of [own, other].entries()) {
      const { width, height, measured, handles, data } = nodes[index]!;
      expect(height).toBe(cardHeight(drawn));
      expect(width).toBe(data.width);
      expect(measured).toEqual({ width, height });
      expect(handles!.map(({ id }) => id)).toEqual(drawn.nodes.map(({ uuid }) => uuid));
      for (const { y, height: size } of handles!) expect(y + size!).toBeLessThan(height!);
    }
  });

  it('has dots of Outputs on the right edge of their card, and those of Inputs on the left one', () => {
    const middle = ({ x, width }: { x: number; width?: number }) => x + width! / 2;
    expect(nodes[0]!.handles!.map(middle)).toEqual([nodes[0]!.width, nodes[0]!.width]);
    expect(nodes[1]!.handles!.map(middle)).toEqual([0]);
  });
});
