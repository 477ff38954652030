import { askAgainAt } from './rate-limit';

const NOW = Date.UTC(2024, 0, 1);
const SECONDS = NOW / 1_000;

it.each([
  [200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(SECONDS + 60) }, null],
  [403, {}, null],
  [403, { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': String(SECONDS + 60) }, null],
  [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(SECONDS + 60) }, 60_000],
  [429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(SECONDS + 60) }, 60_000],
  [403, { 'retry-after': '30' }, 30_000],
  [429, { 'retry-after': '30', 'x-ratelimit-reset': String(SECONDS + 60) }, 30_000],
  [429, { 'ratelimit-reset': String(SECONDS + 90) }, 90_000],
  [429, { 'retry-after': new Date(NOW + 45_000).toUTCString() }, 45_000],
  [429, {}, 60_000],
  [429, { 'retry-after': 'soon' }, 60_000],
  [429, { 'retry-after': '999999999' }, 3_600_000],
  [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 1_000],
  [503, { 'retry-after': '30' }, null],
])('an answer %d with %j is asked again after %s ms', (status, headers, expected) => {
  const at = askAgainAt(status, headers, NOW);
  expect(at === null ? null : at - NOW).toBe(expected);
});
