import { Skeleton, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { EmptyState } from '../../../ui/empty-state';
import { useFormat } from '../../../ui/format';
import { LinkButton } from '../../../ui/links';
import { ProblemNotice } from '../../../ui/problem-notice';
import { AdminUsersDocument, type AdminUsersQuery } from '../admin.generated';
import { Paging } from '../paging';
import { ScrollRegion } from '../scroll-region';
import { useAdminSearch } from '../use-admin-search';
import { UserFilters } from './user-filters';
import { UserLine } from './user-line';

const PAGE = 25;
const COLUMNS = ['login', 'role', 'status', 'since'] as const;

const Users = ({ users, count }: AdminUsersQuery['getUsers']) => {
  const { t } = useTranslation('admin');
  const { number } = useFormat();
  if (users.length === 0)
    return (
      <EmptyState
        icon={IconUserOff}
        title={t('users.none')}
        action={
          <LinkButton to="/admin" search={{ tab: 'users' }}>
            {t('users.showAll')}
          </LinkButton>
        }
      >
        {t('users.noneText')}
      </EmptyState>
    );
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {t('users.count', { count, number: number(count) })}
      </Text>
      <ScrollRegion label={t('tab.users')}>
        <Table miw={720} aria-label={t('tab.users')}>
          <Table.Thead>
            <Table.Tr>
              {COLUMNS.map((column) => (
                <Table.Th key={column}>{t(`users.column.${column}`)}</Table.Th>
              ))}
              <Table.Th>
                <VisuallyHidden>{t('users.column.act')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {users.map((user) => (
              <UserLine key={user.uuid} user={user} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      <Paging count={count} size={PAGE} />
    </>
  );
};

/** Who has an account, and who may not come in any more. */
export const UsersTab = () => {
  const { t } = useTranslation(['admin', 'common']);
  const [{ q, role, status, page = 1 }] = useAdminSearch();
  const filters = {
    searchString: q ?? null,
    ...(role && { role: [role] }),
    ...(status && { status: [status] }),
    limit: PAGE,
    offset: (page - 1) * PAGE,
  };
  const [{ data, error }, ask] = useQuery({ query: AdminUsersDocument, variables: { filters } });
  return (
    <Stack>
      <Text c="dimmed" maw={760}>
        {t('users.text')}
      </Text>
      <UserFilters />
      {error && <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />}
      {data && <Users {...data.getUsers} />}
      {!data && !error && <Skeleton h={240} role="status" aria-label={t('common:loading')} />}
    </Stack>
  );
};
