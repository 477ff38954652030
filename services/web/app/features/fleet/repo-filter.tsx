import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPackages } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { FleetReposDocument } from './fleet.generated';

const SHOWN = 50;
const PAUSE_MS = 250;

interface RepoFilterProps {
  readonly repo: string | undefined;
  readonly onChange: (repo: string | undefined) => void;
}

/** One Repo of however many there are: its name is looked for on the instance. */
export const RepoFilter = ({ repo, onChange }: RepoFilterProps) => {
  const { t } = useTranslation('fleet');
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [looked] = useDebouncedValue(typed, PAUSE_MS);
  const [{ data: chosen }] = useQuery({
    query: FleetReposDocument,
    variables: { filters: { uuids: repo ? [repo] : [], limit: 1 } },
    pause: !repo,
    requestPolicy: 'cache-first',
  });
  const name = chosen?.getRepos.repos.find(({ uuid }) => uuid === repo)?.name;
  const [{ data }] = useQuery({
    query: FleetReposDocument,
    // What stands in the closed field is no search.
    variables: { filters: { searchString: looked === name ? '' : looked, limit: SHOWN } },
    pause: !isOpen,
  });
  const found = (data?.getRepos.repos ?? []).map(({ uuid, name: label }) => ({ value: uuid, label }));
  const options =
    repo && !found.some(({ value }) => value === repo)
      ? [{ value: repo, label: name ?? repo.slice(0, 8) }, ...found]
      : found;
  return (
    <Select
      aria-label={t('filter.repo')}
      placeholder={t('filter.repo')}
      leftSection={<IconPackages size={16} aria-hidden />}
      data={options}
      value={repo ?? null}
      onChange={(value) => onChange(value ?? undefined)}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('filter.anyRepo') }}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      nothingFoundMessage={t('filter.noRepo')}
      w={{ base: 'calc(50% - 5px)', xs: 220 }}
    />
  );
};
