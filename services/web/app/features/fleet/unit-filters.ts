import type { FleetSearch, FleetSort, UpdateFilter } from './fleet-search';
import type { UnitFilterInput } from './fleet.generated';

/** Units of one request, and of one window of the table. */
export const WINDOW = 100;

const STATUS = { updating: 'REQUEST_SENT', error: 'ERROR' } as const satisfies Record<UpdateFilter, string>;

/** The API orders by creation first unless that is switched off. */
const ORDERS: Record<FleetSort, Partial<UnitFilterInput>> = {
  name: { orderByCreateDate: null, orderByLastUpdate: null, orderByUnitName: 'asc' },
  newest: { orderByCreateDate: 'desc', orderByLastUpdate: null, orderByUnitName: null },
  oldest: { orderByCreateDate: 'asc', orderByLastUpdate: null, orderByUnitName: null },
  changed: { orderByCreateDate: null, orderByLastUpdate: 'desc', orderByUnitName: null },
};

/** The question for one window of the table. `userUuid` is whose Units are "mine". */
export const unitFilters = (
  search: FleetSearch,
  window: number,
  userUuid: string | null,
): UnitFilterInput => {
  const { q, online, status, outdated, repo, mine, sort = 'name' } = search;
  return {
    ...ORDERS[sort],
    limit: WINDOW,
    offset: window * WINDOW,
    ...(q !== undefined && { searchString: q }),
    ...(online !== undefined && { isOnline: online }),
    ...(status !== undefined && { firmwareUpdateStatus: [STATUS[status]] }),
    ...(outdated !== undefined && { isOutdated: outdated }),
    ...(repo !== undefined && { repoUuid: repo }),
    ...(mine && userUuid && { creatorUuid: userUuid }),
  };
};
