import { Badge, Button, Card, Group, Modal, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChartLine, IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { useSession } from '../../session/session';
import { EmptyState } from '../../ui/empty-state';
import { LinkAnchor, LinkButton } from '../../ui/links';
import { Page } from '../../ui/page';
import { ProblemNotice } from '../../ui/problem-notice';
import { RelativeTime } from '../../ui/relative-time';
import { SearchField } from '../../ui/search-field';
import { useAct } from '../../ui/use-act';
import { CreateDashboardDocument, DashboardsDocument, type DashboardsQuery } from './dashboards.generated';
import { NameForm } from './name-form';
import { SyncBadge } from './sync-badge';

const route = getRouteApi('/dashboards');

type Board = DashboardsQuery['getDashboards']['dashboards'][number];

const BoardCard = ({ board }: { board: Board }) => {
  const { t } = useTranslation(['dashboards', 'common']);
  return (
    <Card withBorder>
      <Group justify="space-between" wrap="nowrap">
        <LinkAnchor to="/dashboard/$uuid" params={{ uuid: board.uuid }} fw={600} truncate>
          {board.name}
        </LinkAnchor>
        <SyncBadge status={board.syncStatus} />
      </Group>
      <Text size="sm" c="dimmed">
        {t('made')} <RelativeTime time={board.createDatetime} />
      </Text>
    </Card>
  );
};

const NewBoard = () => {
  const { t } = useTranslation(['dashboards', 'common']);
  const [isOpen, { open, close }] = useDisclosure();
  const [, create] = useMutation(CreateDashboardDocument);
  const act = useAct();
  const navigate = useNavigate();
  const submit = async (name: string) => {
    const made = await act(create({ dashboard: { name } }));
    if (made) await navigate({ to: '/dashboard/$uuid', params: { uuid: made.createDashboard.uuid } });
  };
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        {t('new')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('new')}>
        <NameForm label={t('name')} action={t('common:action.create')} onSubmit={submit} />
      </Modal>
    </>
  );
};

const Boards = ({ boards, isSearch }: { boards: readonly Board[]; isSearch: boolean }) => {
  const { t } = useTranslation(['dashboards', 'common']);
  if (boards.length === 0)
    return (
      <EmptyState
        icon={IconChartLine}
        title={t(isSearch ? 'noHit' : 'none')}
        action={isSearch ? null : <NewBoard />}
      >
        {t(isSearch ? 'noHitText' : 'noneText')}
      </EmptyState>
    );
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      {boards.map((board) => (
        <BoardCard key={board.uuid} board={board} />
      ))}
    </SimpleGrid>
  );
};

const OwnBoards = () => {
  const { t } = useTranslation(['dashboards', 'common']);
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data, error }, ask] = useQuery({
    query: DashboardsDocument,
    variables: { filters: { searchString: q || null } },
  });
  return (
    <Page
      title={t('title')}
      description={t('description')}
      badges={data && <Badge variant="light">{data.getDashboards.count}</Badge>}
      actions={<NewBoard />}
    >
      <SearchField
        value={q}
        label={t('search')}
        onChange={(next) => void navigate({ search: next ? { q: next } : {}, replace: true })}
      />
      {error && <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />}
      {data ? (
        <Boards boards={data.getDashboards.dashboards} isSearch={q !== ''} />
      ) : (
        !error && <Skeleton h={120} />
      )}
    </Page>
  );
};

/** The boards of whoever is signed in. */
export const DashboardsPage = () => {
  const { t } = useTranslation(['dashboards', 'common']);
  const { user, isLoading } = useSession();
  if (isLoading) return null;
  if (user) return <OwnBoards />;
  return (
    <Page title={t('title')}>
      <EmptyState
        icon={IconChartLine}
        title={t('signIn')}
        action={
          <LinkButton to="/sign-in" search={{ next: '/dashboards' }}>
            {t('common:user.signIn')}
          </LinkButton>
        }
      >
        {t('signInText')}
      </EmptyState>
    </Page>
  );
};
