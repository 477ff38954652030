import { Group, SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../../../ui/search-field';
import { ROLES, STATUSES, type AdminSearch } from '../admin-search';
import { useAdminSearch } from '../use-admin-search';

/** Which users are shown. */
export const UserFilters = () => {
  const { t } = useTranslation(['admin', 'session', 'common']);
  const [{ q, role, status }, change] = useAdminSearch();
  return (
    <Group>
      <SearchField
        value={q ?? ''}
        label={t('users.search')}
        onChange={(words) => change({ q: words || undefined })}
      />
      <SegmentedControl
        aria-label={t('users.role')}
        value={role ?? ''}
        onChange={(value) => change({ role: (value || undefined) as AdminSearch['role'] })}
        data={[
          { value: '', label: t('users.allRoles') },
          ...ROLES.map((value) => ({ value, label: t(`session:role.${value}`) })),
        ]}
      />
      <Select
        aria-label={t('users.status')}
        placeholder={t('users.allStatuses')}
        value={status ?? null}
        onChange={(value) => change({ status: (value ?? undefined) as AdminSearch['status'] })}
        data={STATUSES.map((value) => ({ value, label: t(`session:status.${value}`) }))}
        clearable
        clearButtonProps={{ 'aria-label': t('common:action.clear') }}
        w={200}
      />
    </Group>
  );
};
