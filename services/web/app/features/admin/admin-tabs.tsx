import { Skeleton, Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { ADMIN_TABS, type AdminTab } from './admin-search';
import classes from './admin-tabs.module.css';

const route = getRouteApi('/admin');

const PARTS: Record<AdminTab, ComponentType> = {
  health: lazy(async () => ({ default: (await import('./health/health-tab')).HealthTab })),
  jobs: lazy(async () => ({ default: (await import('./jobs/jobs-tab')).JobsTab })),
  streams: lazy(async () => ({ default: (await import('./streams/streams-tab')).StreamsTab })),
  letters: lazy(async () => ({ default: (await import('./letters/letters-tab')).LettersTab })),
  broker: lazy(async () => ({ default: (await import('./broker/broker-tab')).BrokerTab })),
  users: lazy(async () => ({ default: (await import('./users/users-tab')).UsersTab })),
  settings: lazy(async () => ({ default: (await import('./settings/settings-tab')).SettingsTab })),
  update: lazy(async () => ({ default: (await import('./update/update-tab')).UpdateTab })),
};

/** The parts of the administration; which one is open is in the address, and only that one asks anything. */
export const AdminTabs = () => {
  const { t } = useTranslation('admin');
  const { tab: open = 'health' } = route.useSearch();
  const navigate = route.useNavigate();
  const Part = PARTS[open];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = list.current?.querySelector('[aria-selected="true"]');
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open]);
  return (
    <Tabs
      value={open}
      onChange={(tab) => void navigate({ search: tab === 'health' ? {} : { tab: tab as AdminTab } })}
      keepMounted={false}
    >
      <Tabs.List ref={list} className={classes.list} aria-label={t('parts')} mb="md">
        {ADMIN_TABS.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`tab.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {ADMIN_TABS.map((tab) => (
        <Tabs.Panel key={tab} value={tab}>
          {tab === open && (
            <Suspense fallback={<Skeleton h={240} />}>
              <Part />
            </Suspense>
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};
