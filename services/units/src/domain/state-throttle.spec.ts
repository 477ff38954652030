import { ArrivingState, judgeState } from './state-throttle';

const previous = { receivedAt: 100_000, version: 'a', isUpdateUnderWay: false };
const state: ArrivingState = {
  receivedAt: 110_000,
  version: 'a',
  previous,
  connectedAt: 50_000,
  intervalMs: 60_000,
};

describe('judgeState', () => {
  it.each<[string, Partial<ArrivingState>, string]>([
    ['the first of all', { previous: null }, 'keep'],
    ['one soon after the last', {}, 'too-early'],
    ['one at the tolerance', { receivedAt: 130_000 }, 'keep'],
    ['one just before the tolerance', { receivedAt: 129_999 }, 'too-early'],
    ['another version', { version: 'b' }, 'keep'],
    ['a missing version', { version: null }, 'too-early'],
    ['the first after a connect', { connectedAt: 105_000 }, 'keep'],
    ['an unknown connection', { connectedAt: null }, 'too-early'],
    ['an answer to an Update', { previous: { ...previous, isUpdateUnderWay: true } }, 'keep'],
    ['an older one', { receivedAt: 99_999, version: 'b' }, 'outdated'],
    ['the same one again', { receivedAt: 100_000, version: 'b' }, 'outdated'],
  ])('%s', (_, change, verdict) => {
    expect(judgeState({ ...state, ...change })).toBe(verdict);
  });
});
