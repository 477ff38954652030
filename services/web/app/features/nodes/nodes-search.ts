/** What the list of nodes shows, as its address says it; what is not said is the usual. */
export interface NodesSearch {
  readonly q?: string;
  /** Those whose data pipe cannot run. */
  readonly pipe?: 'error';
  readonly page?: number;
}

/** Reads an address, whoever wrote it: what it does not know is left out. */
export const readNodesSearch = ({ q, pipe, page }: Record<string, unknown>): NodesSearch => {
  const read: NodesSearch = {
    // A search for digits arrives as a number.
    q: (typeof q === 'string' && q !== '') || typeof q === 'number' ? String(q) : undefined,
    pipe: pipe === 'error' ? pipe : undefined,
    page: Number.isSafeInteger(page) && Number(page) > 1 ? Number(page) : undefined,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
};
