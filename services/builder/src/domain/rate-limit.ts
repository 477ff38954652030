import type { IncomingHttpHeaders } from 'node:http';

/** Nobody is believed who says to come back later than that, or sooner. */
const LONGEST_MS = 3_600_000;
const SHORTEST_MS = 1_000;
/** What a platform that does not say is left alone for. */
const UNSAID_MS = 60_000;

const first = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? '';

const asked = (headers: IncomingHttpHeaders, now: number): number | null => {
  const after = first(headers['retry-after']);
  if (/^\d+$/.test(after)) return now + Number(after) * 1_000;
  if (after && !Number.isNaN(Date.parse(after))) return Date.parse(after);
  const reset = first(headers['x-ratelimit-reset']) || first(headers['ratelimit-reset']);
  return /^\d+$/.test(reset) ? Number(reset) * 1_000 : null;
};

/**
 * Until when a platform is not to be asked again, in milliseconds since 1970; null for an answer that says no such
 * thing. GitHub answers 403 or 429, with `retry-after` or with nothing left until `x-ratelimit-reset`; GitLab 429 with
 * `Retry-After` and `RateLimit-Reset`.
 */
export const askAgainAt = (status: number, headers: IncomingHttpHeaders, now: number): number | null => {
  const isUsedUp = first(headers['x-ratelimit-remaining']) === '0' || first(headers['retry-after']) !== '';
  if (status !== 429 && !(status === 403 && isUsedUp)) return null;
  const at = asked(headers, now) ?? now + UNSAID_MS;
  return Math.min(now + LONGEST_MS, Math.max(now + SHORTEST_MS, at));
};
