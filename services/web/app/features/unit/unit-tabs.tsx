import { Skeleton, Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { UNIT_TABS, type UnitTab } from './unit-search';
import type { Unit, UnitRepo } from './use-unit';
import classes from './unit-tabs.module.css';

const route = getRouteApi('/unit/$uuid');

/** What every part of the page is given. */
export interface UnitTabProps {
  readonly unit: Unit;
  /** Missing while it is on its way, and when it is not visible. */
  readonly repo: UnitRepo | undefined;
  readonly isOwner: boolean;
  /** Free memory in bytes since the page was opened. */
  readonly memoryTrend: readonly number[];
}

/** Parts that everybody may see who sees the Unit. */
const FOR_EVERYBODY: readonly UnitTab[] = ['overview', 'version'];

const PARTS: Record<UnitTab, ComponentType<UnitTabProps>> = {
  overview: lazy(async () => ({ default: (await import('./overview/overview-tab')).OverviewTab })),
  version: lazy(async () => ({ default: (await import('./version/version-tab')).VersionTab })),
  logs: lazy(async () => ({ default: (await import('./logs/logs-tab')).LogsTab })),
  env: lazy(async () => ({ default: (await import('./env-tab')).EnvTab })),
  schema: lazy(async () => ({ default: (await import('./schema/schema-tab')).SchemaTab })),
  storage: lazy(async () => ({ default: (await import('./storage/storage-tab')).StorageTab })),
  firmware: lazy(async () => ({ default: (await import('./firmware/firmware-tab')).FirmwareTab })),
  permissions: lazy(async () => ({ default: (await import('./permissions-tab')).PermissionsTab })),
  settings: lazy(async () => ({ default: (await import('./settings/settings-tab')).SettingsTab })),
};

/** The parts of a Unit's page that this person may see; which one is open is in the address. */
export const UnitTabs = (props: UnitTabProps) => {
  const { t } = useTranslation('unit');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tabs = props.isOwner ? UNIT_TABS : FOR_EVERYBODY;
  const open = search.tab && tabs.includes(search.tab) ? search.tab : 'overview';
  const Part = PARTS[open];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = list.current?.querySelector('[aria-selected="true"]');
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open]);
  return (
    <Tabs
      value={open}
      onChange={(tab) => void navigate({ search: tab === 'overview' ? {} : { tab: tab as UnitTab } })}
      keepMounted={false}
    >
      <Tabs.List ref={list} className={classes.list} aria-label={t('parts')} mb="md">
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`tab.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab} value={tab}>
          {tab === open && (
            <Suspense fallback={<Skeleton h={240} />}>
              <Part {...props} />
            </Suspense>
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};
