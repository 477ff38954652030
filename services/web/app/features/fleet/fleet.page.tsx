import { SegmentedControl } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { LinkButton } from '../../ui/links';
import { PageLoading } from '../../ui/page-loading';
import { Page } from '../../ui/page';
import { ProblemNotice } from '../../ui/problem-notice';
import { cleared, FilterBar } from './filter-bar';
import { SummaryTiles } from './summary-tiles';
import { UnitTable } from './table/unit-table';
import { useFleetSearch } from './use-fleet-search';
import { useFleetSummary } from './use-fleet-summary';

const FleetGraph = lazy(async () => ({ default: (await import('./graph/fleet-graph')).FleetGraph }));

/** All Units that one may see: how they are, as a table or as a graph of where they come from. */
export const FleetPage = () => {
  const { t } = useTranslation('fleet');
  const { user } = useSession();
  const [search, change] = useFleetSearch();
  const { summary, error } = useFleetSummary();
  const clear = () => change(cleared(search));
  const views = (
    <SegmentedControl
      aria-label={t('view.label')}
      data={(['table', 'graph'] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
      value={search.view ?? 'table'}
      onChange={(view) => change({ view: view === 'graph' ? view : undefined })}
    />
  );
  const add = user && (
    <LinkButton to="/start" leftSection={<IconRocket size={16} aria-hidden />}>
      {t('add')}
    </LinkButton>
  );
  return (
    <Page
      title={t('title')}
      actions={
        <>
          {views}
          {add}
        </>
      }
    >
      {error && <ProblemNotice error={error} />}
      <SummaryTiles summary={summary} search={search} onChange={change} />
      <FilterBar search={search} onChange={change} onClear={clear} />
      {search.view === 'graph' ? (
        <Suspense fallback={<PageLoading />}>
          <FleetGraph search={search} onChange={change} />
        </Suspense>
      ) : (
        <UnitTable search={search} summary={summary} onClear={clear} />
      )}
    </Page>
  );
};
