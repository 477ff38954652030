import { Center, Pagination } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAdminSearch } from './use-admin-search';

/** Pages of a list; which one is shown is in the address. */
export const Paging = ({ count, size }: { count: number; size: number }) => {
  const { t } = useTranslation('admin');
  const [{ page = 1 }, change] = useAdminSearch();
  const total = Math.max(1, Math.ceil(count / size));
  if (total === 1 && page === 1) return null;
  return (
    <Center component="nav" aria-label={t('paging.label')}>
      <Pagination
        total={total}
        value={page}
        onChange={(next) => change({ page: next })}
        getItemProps={(item) => ({ 'aria-label': t('paging.page', { page: item }) })}
        getControlProps={(control) => ({ 'aria-label': t(`paging.${control}`) })}
      />
    </Center>
  );
};
