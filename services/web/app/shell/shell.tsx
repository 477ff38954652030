import { Anchor, AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PageLoading } from '../ui/page-loading';
import { AppearanceMenu } from './appearance-menu';
import { LiveMark } from './live-mark';
import { Navigation } from './navigation';
import { UserMenu } from './user-menu';
import classes from './shell.module.css';

const Brand = () => (
  <Link to="/" className={classes.brand}>
    <img src="/favicon.svg" alt="" width={26} height={26} />
    <Text fw={700} size="lg" component="span">
      Unitfleet
    </Text>
  </Link>
);

/** The frame around every page: where one can go, who one is, whether the page is live. */
export const Shell = () => {
  const { t } = useTranslation();
  const [isOpen, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(close, [path, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <Anchor href="#content" className={classes.skip}>
        {t('shell.skip')}
      </Anchor>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('shell.menu')} />
            <Brand />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <LiveMark />
            <AppearanceMenu />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
};
