import { MAX_ANSWER_ROWS } from './answer-bound';

/**
 * LIMIT and OFFSET of a page; no limit, or limit 0, means everything (`docs/protocol/datapipe.md 3.1`): as much as an
 * answer holds, and one row more, by which it is seen to be too large.
 */
export const pageClause = (offset: number | null | undefined, limit: number | null | undefined): string => {
  const start = Math.trunc(offset ?? 0);
  const count = Math.trunc(limit ?? 0);
  return [`LIMIT ${count > 0 ? count : MAX_ANSWER_ROWS + 1}`, start > 0 ? `OFFSET ${start}` : ''].join(' ');
};
