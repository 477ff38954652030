import { Avatar, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';
import { LinkButton, LinkMenuItem } from '../ui/links';

/** Who is signed in, or the way to sign in that leads back here. */
export const UserMenu = () => {
  const { t } = useTranslation();
  const { user, isLoading, signOut } = useSession();
  const here = useRouterState({ select: ({ location }) => location.href });
  if (isLoading) return null;
  if (!user)
    return (
      <LinkButton to="/sign-in" search={{ next: here }} size="xs">
        {t('user.signIn')}
      </LinkButton>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton aria-label={t('user.menu', { login: user.login })}>
          <Group gap={8} wrap="nowrap">
            <Avatar size={30} radius="xl" color="cyan">
              <IconUser size={18} aria-hidden />
            </Avatar>
            <Text size="sm" visibleFrom="xs" maw={140} truncate>
              {user.login}
            </Text>
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <LinkMenuItem to="/profile" leftSection={<IconUser size={16} aria-hidden />}>
          {t('user.profile')}
        </LinkMenuItem>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
