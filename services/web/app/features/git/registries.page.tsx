import { Button, Group, Modal, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { Page } from '../../ui/page';
import { SearchField } from '../../ui/search-field';
import type { RegistriesSearch } from './git-search';
import { RegistryForm } from './registry-form';
import { RegistryTable } from './registry-table';

const route = getRouteApi('/registries');

/** Git repositories that the instance keeps a copy of. */
export const RegistriesPage = () => {
  const { t } = useTranslation(['git', 'common']);
  const { user } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = useNavigate();
  const show = (change: Partial<RegistriesSearch>) =>
    void navigate({ search: { ...search, ...change }, replace: true });
  return (
    <Page
      title={t('registries.title')}
      description={t('registries.text')}
      actions={
        user && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => show({ new: true })}>
            {t('registries.add')}
          </Button>
        )
      }
    >
      <Group>
        <SearchField
          value={search.q ?? ''}
          label={t('registries.search')}
          onChange={(q) => show({ q: q || undefined })}
        />
        {user && (
          <SegmentedControl
            aria-label={t('registries.kind.label')}
            value={search.kind ?? 'all'}
            onChange={(kind) =>
              show({ kind: kind === 'all' ? undefined : (kind as RegistriesSearch['kind']) })
            }
            data={(['all', 'public', 'private'] as const).map((kind) => ({
              value: kind,
              label: t(`registries.kind.${kind}`),
            }))}
          />
        )}
      </Group>
      <RegistryTable key={`${search.q} ${search.kind}`} {...search} />
      <Modal
        opened={user !== null && search.new === true}
        onClose={() => show({ new: undefined })}
        title={t('registries.add')}
        size="lg"
      >
        <RegistryForm
          label={t('registries.add')}
          onOpened={(uuid) => void go({ to: '/registry/$uuid', params: { uuid } })}
        />
      </Modal>
    </Page>
  );
};
