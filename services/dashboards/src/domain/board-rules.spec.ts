import { randomUUID } from 'node:crypto';
import { NAME_SYMBOLS } from '@unitfleet/security';
import { requireBoardName, requireRoomForNode } from './board-rules';

const refusal = { errorCode: 'Grafana' };

it.each(['four', 'x'.repeat(20), 'A-b_c.9'])('%j is a name', (text) => {
  expect(() => requireBoardName(text, NAME_SYMBOLS)).not.toThrow();
});

it.each(['', 'abc', 'x'.repeat(21), 'with blank', 'имя-имя'])('%j is no name', (text) => {
  expect(() => requireBoardName(text, NAME_SYMBOLS)).toThrow(expect.objectContaining(refusal));
});

describe('a panel with room for three nodes', () => {
  const linked = [randomUUID(), randomUUID()];

  it('takes a third, and no fourth', () => {
    expect(() => requireRoomForNode(linked, randomUUID(), 3)).not.toThrow();
    const three = [...linked, randomUUID()];
    expect(() => requireRoomForNode(three, randomUUID(), 3)).toThrow(expect.objectContaining(refusal));
  });

  it('takes none twice', () => {
    expect(() => requireRoomForNode(linked, linked[1]!, 3)).toThrow(expect.objectContaining(refusal));
  });
});
