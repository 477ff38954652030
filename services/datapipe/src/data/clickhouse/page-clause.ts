import { MAX_ANSWER_ROWS } from './answer-bound';

/**
 * LIMIT and OFFSET of a page; no limit, or limit 0, means everything (`docs/protocol/datapipe.md 3.1`).
 *
 * @param most rows of an answer that is built in memory: as much as it holds, and one row more, by which it is seen to be
 * too large. Infinity for one that is not.
 */
export const pageClause = (
  offset: number | null | undefined,
  limit: number | null | undefined,
  most = MAX_ANSWER_ROWS + 1,
): string => {
  const start = Math.trunc(offset ?? 0);
  const asked = Math.trunc(limit ?? 0);
  const count = asked > 0 ? asked : most;
  return [Number.isFinite(count) ? `LIMIT ${count}` : '', start > 0 ? `OFFSET ${start}` : ''].join(' ');
};
