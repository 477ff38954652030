import { useQuery } from 'urql';
import { AdminUnitNamesDocument } from '../admin.generated';

/** Names of Units by their uuids; asked for again only when there are others. */
export const useUnitNames = (uuids: readonly string[]): ReadonlyMap<string, string> => {
  const wanted = [...new Set(uuids)].sort();
  const [{ data }] = useQuery({
    query: AdminUnitNamesDocument,
    variables: { uuids: wanted },
    pause: wanted.length === 0,
    requestPolicy: 'cache-first',
  });
  return new Map(data?.getUnits.units.map(({ uuid, name }) => [uuid, name]));
};
