import { Button, Chip, Group, Select } from '@mantine/core';
import { IconArrowsSort, IconFilterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { SearchField } from '../../ui/search-field';
import { FLEET_SORTS, isFiltered, withoutFilters, type FleetSearch, type FleetSort } from './fleet-search';
import { RepoFilter } from './repo-filter';
import type { ChangeSearch } from './use-fleet-search';

interface FilterBarProps {
  readonly search: FleetSearch;
  readonly onChange: ChangeSearch;
  readonly onClear: () => void;
}

/** By what the Units are chosen and ordered. */
export const FilterBar = ({ search, onChange, onClear }: FilterBarProps) => {
  const { t } = useTranslation('fleet');
  const { user } = useSession();
  const { view, q = '', repo, mine = false, sort = 'name' } = search;
  return (
    <Group gap="xs" role="search" aria-label={t('filter.label')}>
      <SearchField
        value={q}
        label={t('filter.search')}
        onChange={(text) => onChange({ q: text || undefined }, { isReplacing: true })}
      />
      <RepoFilter repo={repo} onChange={(next) => onChange({ repo: next })} />
      {view !== 'graph' && (
        <Select
          aria-label={t('sort.label')}
          leftSection={<IconArrowsSort size={16} aria-hidden />}
          data={FLEET_SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
          value={sort}
          allowDeselect={false}
          onChange={(value) => onChange({ sort: value === 'name' ? undefined : (value as FleetSort) })}
          w={{ base: 'calc(50% - 5px)', xs: 190 }}
        />
      )}
      {user && (
        <Chip checked={mine} onChange={(isOn) => onChange({ mine: isOn || undefined })} radius="md">
          {t('filter.mine')}
        </Chip>
      )}
      {isFiltered(search) && (
        <Button variant="subtle" leftSection={<IconFilterOff size={16} aria-hidden />} onClick={onClear}>
          {t('filter.clear')}
        </Button>
      )}
    </Group>
  );
};

/** What remains of a search when its filters go. */
export const cleared = (search: FleetSearch): FleetSearch => ({
  q: undefined,
  online: undefined,
  status: undefined,
  outdated: undefined,
  repo: undefined,
  mine: undefined,
  ...withoutFilters(search),
});
