import { pickVersion } from './pick-version';

const commit = (digit: string): string => digit.repeat(40);
const history = [commit('3'), commit('2'), commit('1')];
const tags = new Map([
  [commit('2'), 'v2'],
  [commit('1'), 'v1'],
  [commit('9'), 'elsewhere'],
]);

it('picks the newest, the newest tagged, or the one named', () => {
  const pick = (select: Parameters<typeof pickVersion>[2]['select']) =>
    pickVersion(history, tags, { select, requireTag: false });
  expect(pick('newest')).toEqual({ commit: commit('3'), tag: null });
  expect(pick('newest-tagged')).toEqual({ commit: commit('2'), tag: 'v2' });
  expect(pick({ commit: commit('1') })).toEqual({ commit: commit('1'), tag: 'v1' });
});

it.each([
  [{ select: 'newest' as const, requireTag: true }],
  [{ select: { commit: commit('9') }, requireTag: false }],
  [{ select: { commit: 'v1' }, requireTag: false }],
  [{ select: { commit: '--all' }, requireTag: false }],
])('refuses %j', (choice) => {
  expect(() => pickVersion(history, tags, choice)).toThrow(/^422: 5: /);
});

it('refuses a branch without tags where one is needed', () => {
  const choice = { select: 'newest-tagged' as const, requireTag: true };
  expect(() => pickVersion(history, new Map(), choice)).toThrow('the branch has no tagged commit');
});
