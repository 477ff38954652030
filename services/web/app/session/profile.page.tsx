import { Badge, Group, Stack } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state';
import { LinkButton } from '../ui/links';
import { Page } from '../ui/page';
import { PageLoading } from '../ui/page-loading';
import { AppearanceSettings } from './appearance-settings';
import { LoginForm } from './login-form';
import { PasswordForm } from './password-form';
import { useSession } from './session';
import { TelegramLink } from './telegram-link';
import { UserStatusBadge } from './user-status-badge';

/** Who one is here: login, password, Telegram and how the pages look. */
export const ProfilePage = () => {
  const { t } = useTranslation(['session', 'common']);
  const { user, isLoading } = useSession();
  if (isLoading) return <PageLoading />;
  if (!user)
    return (
      <Page title={t('profile.title')}>
        <EmptyState
          icon={IconUser}
          title={t('profile.nobody')}
          action={
            <LinkButton to="/sign-in" search={{ next: '/profile' }}>
              {t('signIn')}
            </LinkButton>
          }
        >
          {t('profile.nobodyText')}
        </EmptyState>
      </Page>
    );
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
      description={t('profile.text')}
      actions={
        <LinkButton variant="default" to="/user/$uuid" params={{ uuid: user.uuid }}>
          {t('profile.public')}
        </LinkButton>
      }
    >
      <Stack gap="xl" maw={560}>
        <LoginForm key={user.login} login={user.login} />
        <PasswordForm login={user.login} />
        <TelegramLink status={user.status} />
        <AppearanceSettings />
      </Stack>
    </Page>
  );
};
