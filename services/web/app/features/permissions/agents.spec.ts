import { expect, it } from 'vitest';
import { keepingOf, type Agent } from './agents';

const node = { type: 'UNIT_NODE', uuid: 'node', unitUuid: 'unit' } as const;

it.each<[string, Agent, string | null]>([
  ['the creator', { uuid: 'me', type: 'USER' }, 'owner'],
  ['its Unit', { uuid: 'unit', type: 'UNIT' }, 'ownNode'],
  ['another Unit', { uuid: 'other', type: 'UNIT' }, null],
  ['another user', { uuid: 'you', type: 'USER' }, null],
])('of a node: %s', (_who, agent, keeping) => {
  expect(keepingOf(agent, node, 'me')).toBe(keeping);
});

it('of a Unit to itself stays', () => {
  expect(keepingOf({ uuid: 'unit', type: 'UNIT' }, { type: 'UNIT', uuid: 'unit' }, 'me')).toBe('self');
});
