import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { readFleetSearch, type FleetSearch } from './fleet-search';

const route = getRouteApi('/fleet');

export type ChangeSearch = (change: FleetSearch, how?: { readonly isReplacing?: boolean }) => void;

/** The page's state in its address, and the way to change it; each change is a step of the back button, unless told. */
export const useFleetSearch = (): readonly [FleetSearch, ChangeSearch] => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change: ChangeSearch = useCallback(
    (next, { isReplacing = false } = {}) => {
      void navigate({
        search: (previous) => readFleetSearch({ ...previous, ...next }),
        replace: isReplacing,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [search, change];
};
