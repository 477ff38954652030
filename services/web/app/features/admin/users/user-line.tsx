import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BlockUser } from '../../../session/block-user';
import { useSession } from '../../../session/session';
import { UserStatusBadge } from '../../../session/user-status-badge';
import { LinkAnchor } from '../../../ui/links';
import { RelativeTime } from '../../../ui/relative-time';
import type { AdminUsersQuery } from '../admin.generated';

/** A user; nobody can shut themselves out. */
export const UserLine = ({ user }: { user: AdminUsersQuery['getUsers']['users'][number] }) => {
  const { t } = useTranslation(['admin', 'session']);
  const { user: me } = useSession();
  return (
    <Table.Tr>
      <Table.Td>
        <LinkAnchor to="/user/$uuid" params={{ uuid: user.uuid }}>
          {user.login}
        </LinkAnchor>
      </Table.Td>
      <Table.Td>{t(`session:role.${user.role}`)}</Table.Td>
      <Table.Td>
        <UserStatusBadge status={user.status} />
      </Table.Td>
      <Table.Td>
        <RelativeTime time={user.createDatetime} />
      </Table.Td>
      <Table.Td>{me?.uuid === user.uuid ? t('users.you') : <BlockUser user={user} />}</Table.Td>
    </Table.Tr>
  );
};
