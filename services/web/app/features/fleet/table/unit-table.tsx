import { IconCpu, IconFilterOff } from '@tabler/icons-react';
import { Button, Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useSession } from '../../../session/session';
import { EmptyState } from '../../../ui/empty-state';
import { LinkButton } from '../../../ui/links';
import { ProblemNotice } from '../../../ui/problem-notice';
import { isFiltered, type FleetSearch } from '../fleet-search';
import { FleetUnitsDocument } from '../fleet.generated';
import { unitFilters } from '../unit-filters';
import type { FleetSummary } from '../use-fleet-summary';
import { UnitLines } from './unit-lines';

interface NoUnitsProps {
  readonly search: FleetSearch;
  readonly onClear: () => void;
}

const NoUnits = ({ search, onClear }: NoUnitsProps) => {
  const { t } = useTranslation('fleet');
  const { user } = useSession();
  if (isFiltered(search))
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t('noMatch.title')}
        action={<Button onClick={onClear}>{t('filter.clear')}</Button>}
      >
        {t('noMatch.text')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconCpu}
      title={t('empty.title')}
      action={
        user ? (
          <LinkButton to="/start">{t('empty.start')}</LinkButton>
        ) : (
          <LinkButton to="/sign-in" search={{ next: '/fleet' }}>
            {t('empty.signIn')}
          </LinkButton>
        )
      }
    >
      {user ? t('empty.text') : t('empty.visitor')}
    </EmptyState>
  );
};

interface UnitTableProps extends NoUnitsProps {
  readonly summary: FleetSummary | undefined;
}

/** Whether one of the numbers by which the list is narrowed moved, or Units came or went. */
const revisionOf = (summary: FleetSummary | undefined, { online, status, outdated }: FleetSearch): string => {
  if (!summary) return '';
  const isByState = [online, status, outdated].some((filter) => filter !== undefined);
  return isByState ? JSON.stringify(summary) : String(summary.units);
};

/** Units as lines; thousands of them are there as one scrolls to them. */
export const UnitTable = ({ search, summary, onClear }: UnitTableProps) => {
  const { user } = useSession();
  const userUuid = user?.uuid ?? null;
  const [{ data, error, fetching }, ask] = useQuery({
    query: FleetUnitsDocument,
    variables: { filters: unitFilters(search, 0, userUuid) },
  });
  if (error && !data)
    return <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!data)
    return (
      <Stack gap={8}>
        {Array.from({ length: 10 }, (_, line) => (
          <Skeleton key={line} h={40} />
        ))}
      </Stack>
    );
  const { count } = data.getUnits;
  if (count === 0 && !fetching) return <NoUnits search={search} onClear={onClear} />;
  return (
    <UnitLines
      count={count}
      isBusy={fetching}
      filtersOf={(window) => unitFilters(search, window, userUuid)}
      revision={revisionOf(summary, search)}
    />
  );
};
