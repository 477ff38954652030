import { Badge, Group } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { EmptyState } from '../ui/empty-state';
import { LinkButton } from '../ui/links';
import { Page } from '../ui/page';
import { PageLoading } from '../ui/page-loading';
import { ProblemNotice } from '../ui/problem-notice';
import { BlockUser } from './block-user';
import { UserPageDocument } from './profile.generated';
import { useSession } from './session';
import { UserStatusBadge } from './user-status-badge';
import { UserThings } from './user-things';

const route = getRouteApi('/user/$uuid');

/** Somebody of this instance, and what of theirs one may see. */
export const UserPage = () => {
  const { t } = useTranslation('session');
  const { uuid } = route.useParams();
  const { user: me, isAdmin, isLoading } = useSession();
  const [{ data, error }, ask] = useQuery({
    query: UserPageDocument,
    variables: { uuid },
    pause: me === null,
  });
  const user = data?.getUser.uuid === uuid ? data.getUser : undefined;
  if (!me && !isLoading)
    return (
      <Page title={t('user.title')}>
        <EmptyState
          icon={IconUser}
          title={t('user.hidden')}
          action={
            <LinkButton to="/sign-in" search={{ next: `/user/${uuid}` }}>
              {t('signIn')}
            </LinkButton>
          }
        >
          {t('user.hiddenText')}
        </EmptyState>
      </Page>
    );
  if (!user && !error) return <PageLoading />;
  if (!user)
    return (
      <Page title={t('user.title')}>
        <ProblemNotice error={error!} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      </Page>
    );
  const isMe = me?.uuid === user.uuid;
  return (
    <Page
      title={user.login}
      badges={
        <Group gap={6}>
          <Badge variant="default" tt="none">
            {t(`role.${user.role}`)}
          </Badge>
          <UserStatusBadge status={user.status} />
        </Group>
      }
      actions={
        isMe ? (
          <LinkButton variant="default" to="/profile">
            {t('user.toProfile')}
          </LinkButton>
        ) : (
          isAdmin && <BlockUser user={user} />
        )
      }
    >
      <UserThings uuid={user.uuid} />
    </Page>
  );
};
