import { Chip, Group } from '@mantine/core';
import { IconCircleCheck, IconPlug, IconSearchOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/links';
import { Page } from '../../ui/page';
import { SearchField } from '../../ui/search-field';
import { NodeTable } from './node-table';
import type { NodesSearch } from './nodes-search';

const route = getRouteApi('/unit-nodes');

const NoNodes = ({ q, pipe }: NodesSearch) => {
  const { t } = useTranslation('nodes');
  const kind = q !== undefined ? 'notFound' : pipe ? 'noErrors' : 'none';
  const icon = { notFound: IconSearchOff, noErrors: IconCircleCheck, none: IconPlug }[kind];
  const action = kind !== 'none' && <LinkButton to="/unit-nodes">{t('showAll')}</LinkButton>;
  return (
    <EmptyState icon={icon} title={t(`${kind}.title`)} action={action}>
      {t(`${kind}.text`)}
    </EmptyState>
  );
};

/** Nodes of all Units that one sees: found by name, or by a pipeline that cannot run. */
export const NodesPage = () => {
  const { t } = useTranslation(['nodes', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { q, pipe } = search;
  const show = (change: NodesSearch) =>
    void navigate({ search: { q, pipe, ...change }, replace: change.page === undefined });
  return (
    <Page
      title={t('title')}
      description={t('text')}
      crumbs={[{ label: t('common:place.fleet'), link: { to: '/fleet' } }]}
    >
      <Group>
        <SearchField
          value={q ?? ''}
          label={t('search')}
          onChange={(words) => show({ q: words || undefined })}
        />
        <Chip checked={pipe === 'error'} onChange={(isOn) => show({ pipe: isOn ? 'error' : undefined })}>
          {t('onlyErrors')}
        </Chip>
      </Group>
      <NodeTable
        key={JSON.stringify(search)}
        search={search}
        onPage={(page) => show({ page })}
        none={<NoNodes {...search} />}
      />
    </Page>
  );
};
