import { Alert, Group, Pagination, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useFormat } from '../../../ui/format';
import { ProblemNotice } from '../../../ui/problem-notice';
import { SearchField } from '../../../ui/search-field';
import { rowsDocument, storedRows } from '../stored-rows';
import type { RowSource } from '../tail-rows';
import { boundsOf, isPreset, type TimeRange } from '../time-range';
import { useRowNews } from '../use-row-news';
import { RowsList } from './rows-list';

/** What is looked at, and the way to look at something else. */
export interface RowsSearch {
  readonly range: TimeRange;
  readonly q: string;
  readonly order: 'asc' | 'desc';
  readonly page: number;
  readonly change: (part: { q?: string | undefined; order?: string | undefined; page?: number }) => void;
}

const PAGE = 200;

/** Rows of a page; those of the newest page are asked for again when more are stored. */
const useRows = ({ nodeUuid, pipe, aggregation }: RowSource, { range, q, order, page }: RowsSearch) => {
  const filters = {
    uuid: nodeUuid,
    type: pipe.policy,
    pipeline: pipe.name,
    ...(aggregation && { aggregationType: [aggregation] }),
    ...(q && { searchString: q }),
    ...boundsOf(range),
    orderByCreateDate: order,
    limit: PAGE,
    offset: (page - 1) * PAGE,
  };
  const [answer, ask] = useQuery({ query: rowsDocument(pipe.policy), variables: { filters } });
  const isNewest = isPreset(range) && order === 'desc' && page === 1;
  useRowNews(nodeUuid, ask, !isNewest);
  return { ...answer, ask };
};

/** What a pipeline stored, row by row. */
export const RowsTable = ({ source, search }: { source: RowSource; search: RowsSearch }) => {
  const { t } = useTranslation('data');
  const format = useFormat();
  const { data, error, ask } = useRows(source, search);
  const count = data?.getPipeData.count ?? 0;
  const canSearch = source.pipe.policy !== 'AGGREGATION';
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        {canSearch && (
          <SearchField
            value={search.q}
            label={t('rows.search')}
            onChange={(q) => search.change({ q: q || undefined })}
          />
        )}
        <Text size="sm" c="dimmed" role="status">
          {data && t('rows.count', { count, number: format.number(count) })}
        </Text>
      </Group>
      {error && <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />}
      {!data && !error && <Skeleton h={320} />}
      {data && count === 0 && <Alert color="gray">{t(search.q ? 'rows.noneFound' : 'chart.nothing')}</Alert>}
      {data && count > 0 && (
        <RowsList
          rows={storedRows(data)}
          order={search.order}
          onOrder={() => search.change({ order: search.order === 'desc' ? 'asc' : undefined })}
        />
      )}
      {count > PAGE && (
        <Pagination
          total={Math.ceil(count / PAGE)}
          value={search.page}
          onChange={(page) => search.change({ page })}
          getControlProps={(control) => ({ 'aria-label': t(`rows.${control}`) })}
          getItemProps={(page) => ({ 'aria-label': t('rows.page', { page }) })}
        />
      )}
    </Stack>
  );
};
