import { isFiltered, type FleetSearch } from '../fleet-search';
import { isBehind, type Thing } from './thing';

const passes = (thing: Thing, search: FleetSearch, userUuid: string | null): boolean => {
  const { q = '', online, status, outdated, repo, mine } = search;
  const { unit } = thing;
  if (!unit) return false;
  const name = thing.name.toLowerCase();
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every((word) => name.includes(word)) &&
    (online === undefined || unit.isOnline === online) &&
    (status === undefined || unit.firmwareUpdateStatus === (status === 'error' ? 'ERROR' : 'REQUEST_SENT')) &&
    (outdated === undefined || isBehind(unit)) &&
    (repo === undefined || thing.parent === repo) &&
    (!mine || unit.creatorUuid === userUuid)
  );
};

/** Which things the filters leave: Units that pass, with where they come from and what is theirs. */
export const shownThings = (
  things: ReadonlyMap<string, Thing>,
  search: FleetSearch,
  userUuid: string | null,
): ((thing: Thing) => boolean) => {
  const hidden = new Set(search.hide);
  if (!isFiltered(search)) return ({ kind }) => !hidden.has(kind);
  const shown = new Set<string>();
  for (const thing of things.values())
    if (passes(thing, search, userUuid))
      for (let one: Thing | undefined = thing; one; one = one.parent ? things.get(one.parent) : undefined)
        shown.add(one.uuid);
  return ({ uuid, kind, parent }) =>
    !hidden.has(kind) && (kind === 'node' ? parent !== null && shown.has(parent) : shown.has(uuid));
};
