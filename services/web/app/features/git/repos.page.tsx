import { Button, Chip, Group, Modal, SegmentedControl } from '@mantine/core';
import { IconPackages, IconPlus, IconSearchOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/links';
import { Page } from '../../ui/page';
import { SearchField } from '../../ui/search-field';
import type { ReposSearch } from './git-search';
import { NewRepo } from './new-repo';
import { RepoTable } from './repo-table';

const route = getRouteApi('/repos');

const NoRepos = ({ isFiltered }: { isFiltered: boolean }) => {
  const { t } = useTranslation('git');
  const { user } = useSession();
  if (isFiltered)
    return (
      <EmptyState
        icon={IconSearchOff}
        title={t('repos.notFound.title')}
        action={<LinkButton to="/repos">{t('showAll')}</LinkButton>}
      >
        {t('repos.notFound.text')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconPackages}
      title={t('repos.none.title')}
      action={user && <LinkButton to="/start">{t('guided')}</LinkButton>}
    >
      {t('repos.none.text')}
    </EmptyState>
  );
};

const AUTO = { all: undefined, auto: true, fixed: false } as const;

/** Firmwares: which branch of which repository Units run, and how they get new versions. */
export const ReposPage = () => {
  const { t } = useTranslation('git');
  const { user } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { q, auto, mine } = search;
  const show = (change: Partial<ReposSearch>) =>
    void navigate({ search: { ...search, ...change }, replace: true });
  const kind = auto === undefined ? 'all' : auto ? 'auto' : 'fixed';
  const filters = {
    searchString: q ?? null,
    isAutoUpdateRepo: auto ?? null,
    creatorUuid: mine && user ? user.uuid : null,
  };
  return (
    <Page
      title={t('repos.title')}
      description={t('repos.text')}
      actions={
        user && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => show({ new: true })}>
            {t('repo.new')}
          </Button>
        )
      }
    >
      <Group>
        <SearchField
          value={q ?? ''}
          label={t('repos.search')}
          onChange={(words) => show({ q: words || undefined })}
        />
        <SegmentedControl
          aria-label={t('repos.kind.label')}
          value={kind}
          onChange={(next) => show({ auto: AUTO[next as keyof typeof AUTO] })}
          data={(['all', 'auto', 'fixed'] as const).map((value) => ({
            value,
            label: t(`repos.kind.${value}`),
          }))}
        />
        {user && (
          <Chip checked={mine === true} onChange={(isMine) => show({ mine: isMine || undefined })}>
            {t('repos.mine')}
          </Chip>
        )}
      </Group>
      <RepoTable
        key={JSON.stringify(filters)}
        filters={filters}
        none={<NoRepos isFiltered={[q, auto, mine].some((value) => value !== undefined)} />}
      />
      <Modal
        opened={user !== null && search.new === true}
        onClose={() => show({ new: undefined })}
        title={t('repo.new')}
        size="lg"
      >
        <NewRepo />
      </Modal>
    </Page>
  );
};
