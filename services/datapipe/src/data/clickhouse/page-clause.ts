/** LIMIT and OFFSET of a page; no limit, or limit 0, means everything (`docs/protocol/datapipe.md 3.1`). */
export const pageClause = (offset: number | null | undefined, limit: number | null | undefined): string => {
  const start = Math.trunc(offset ?? 0);
  const count = Math.trunc(limit ?? 0);
  return [count > 0 ? `LIMIT ${count}` : '', start > 0 ? `OFFSET ${start}` : ''].join(' ');
};
