import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { readAdminSearch, type AdminSearch } from './admin-search';

const route = getRouteApi('/admin');

/** What the address says, and a way to change some of it; what narrows a list leads back to its beginning. */
export const useAdminSearch = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (some: Partial<AdminSearch>) =>
      void navigate({
        search: (now) => readAdminSearch({ ...now, page: undefined, before: undefined, ...some }),
        replace: 'q' in some,
        resetScroll: 'page' in some || 'before' in some,
      }),
    [navigate],
  );
  return [search, change] as const;
};
