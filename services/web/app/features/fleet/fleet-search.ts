/** What the fleet's page shows, as its address says it; what is not said is the usual. */
export interface FleetSearch {
  readonly view?: 'graph';
  readonly q?: string;
  readonly online?: boolean;
  readonly status?: UpdateFilter;
  readonly outdated?: boolean;
  readonly repo?: string;
  readonly mine?: boolean;
  readonly sort?: FleetSort;
  /** Of the graph. */
  readonly layout?: 'layered';
  /** Kinds of things that the graph leaves out. */
  readonly hide?: readonly ThingKind[];
  /** The thing that the graph tells about. */
  readonly at?: string;
}

export const UPDATE_FILTERS = ['updating', 'error'] as const;
export const FLEET_SORTS = ['name', 'newest', 'oldest', 'changed'] as const;
export const THING_KINDS = ['registry', 'repo', 'unit', 'node'] as const;

/** How the last update of the firmware stands. */
export type UpdateFilter = (typeof UPDATE_FILTERS)[number];
export type FleetSort = (typeof FLEET_SORTS)[number];
/** What the graph is made of. */
export type ThingKind = (typeof THING_KINDS)[number];

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find((word) => word === value);

const uuid = (value: unknown): string | undefined =>
  typeof value === 'string' && UUID.test(value) ? value : undefined;

const yes = (value: unknown): true | undefined => (value === true ? true : undefined);

const hidden = (value: unknown): readonly ThingKind[] | undefined => {
  const kinds = THING_KINDS.filter((kind) => Array.isArray(value) && value.includes(kind));
  return kinds.length > 0 ? kinds : undefined;
};

/** Reads an address, whoever wrote it: what it does not know is left out. */
export const readFleetSearch = (search: Record<string, unknown>): FleetSearch => {
  const { q, online } = search;
  const read: FleetSearch = {
    view: oneOf(['graph'], search['view']),
    // A search for digits arrives as a number.
    q: q === undefined || q === '' ? undefined : String(q as string | number),
    online: typeof online === 'boolean' ? online : undefined,
    status: oneOf(UPDATE_FILTERS, search['status']),
    outdated: yes(search['outdated']),
    repo: uuid(search['repo']),
    mine: yes(search['mine']),
    sort: oneOf(FLEET_SORTS, search['sort']),
    layout: oneOf(['layered'], search['layout']),
    hide: hidden(search['hide']),
    at: uuid(search['at']),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
};

/** Without any filter; how it is shown and ordered stays. */
export const withoutFilters = ({ view, sort, layout, hide }: FleetSearch): FleetSearch =>
  readFleetSearch({ view, sort, layout, hide });

export const isFiltered = ({ q, online, status, outdated, repo, mine }: FleetSearch): boolean =>
  [q, online, status, outdated, repo, mine].some((value) => value !== undefined);
