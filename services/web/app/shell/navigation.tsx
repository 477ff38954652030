import { ScrollArea, Text } from '@mantine/core';
import {
  IconChartLine,
  IconCpu,
  IconGitBranch,
  IconHome,
  IconPackages,
  IconRocket,
  IconServerCog,
  type Icon,
} from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';
import { LinkPlace } from '../ui/links';

/** Who a place is for. */
type For = 'everybody' | 'user' | 'admin';

interface Place {
  readonly to: '/' | '/fleet' | '/start' | '/registries' | '/repos' | '/dashboards' | '/admin';
  readonly name: 'home' | 'fleet' | 'start' | 'registries' | 'repos' | 'dashboards' | 'admin';
  readonly icon: Icon;
  readonly for: For;
  /** Beginnings of addresses that belong to it besides its own. */
  readonly also?: readonly string[];
}

const PLACES: readonly Place[] = [
  { to: '/', name: 'home', icon: IconHome, for: 'everybody' },
  { to: '/fleet', name: 'fleet', icon: IconCpu, for: 'everybody', also: ['/unit/', '/unit-node'] },
  { to: '/start', name: 'start', icon: IconRocket, for: 'user' },
  { to: '/repos', name: 'repos', icon: IconPackages, for: 'everybody', also: ['/repo/'] },
  { to: '/registries', name: 'registries', icon: IconGitBranch, for: 'everybody', also: ['/registry/'] },
  { to: '/dashboards', name: 'dashboards', icon: IconChartLine, for: 'user', also: ['/dashboard/'] },
  { to: '/admin', name: 'admin', icon: IconServerCog, for: 'admin' },
];

const isAt = (path: string, { to, also = [] }: Place): boolean =>
  path === to || [...(to === '/' ? [] : [`${to}/`]), ...also].some((start) => path.startsWith(start));

/** The places of the instance that this person may enter. */
export const Navigation = () => {
  const { t } = useTranslation();
  const { user, isAdmin } = useSession();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const may: Record<For, boolean> = { everybody: true, user: user !== null, admin: isAdmin };
  return (
    <ScrollArea component="nav" aria-label={t('shell.places')}>
      {PLACES.filter((place) => may[place.for]).map((place) => (
        <LinkPlace
          key={place.to}
          to={place.to}
          active={isAt(path, place)}
          label={<Text size="sm">{t(`place.${place.name}`)}</Text>}
          leftSection={<place.icon size={18} aria-hidden />}
        />
      ))}
    </ScrollArea>
  );
};
