import { getRouteApi } from '@tanstack/react-router';
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { Page } from '../../ui/page';
import { PageLoading } from '../../ui/page-loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { RelativeTime } from '../../ui/relative-time';
import { OnlineBadge, UpdateBadge, VersionBadge } from '../../ui/unit-badges';
import { isAwaitingDevice } from './version/update-progress';
import { UnitTabs } from './unit-tabs';
import { useTrend } from './use-trend';
import { useUnit, type Unit } from './use-unit';

const route = getRouteApi('/unit/$uuid');

const Badges = ({ unit }: { unit: Unit }) => (
  <Group gap={6}>
    <OnlineBadge isOnline={unit.isOnline} lastSeenDatetime={unit.lastSeenDatetime} />
    <VersionBadge
      current={unit.currentCommitVersion}
      target={unit.targetCommit}
      isOutdated={unit.isOutdated}
    />
    {!isAwaitingDevice(unit) && (
      <UpdateBadge status={unit.firmwareUpdateStatus} error={unit.firmwareUpdateError} />
    )}
  </Group>
);

const Seen = ({ unit }: { unit: Unit }) => {
  const { t } = useTranslation('unit');
  if (unit.lastSeenDatetime === null) return <>{t('seen.never')}</>;
  return (
    <>
      {t(unit.isOnline ? 'seen.report' : 'seen.last')} <RelativeTime time={unit.lastSeenDatetime} />
    </>
  );
};

const Shown = ({ uuid }: { uuid: string }) => {
  const { t } = useTranslation(['unit', 'common']);
  const { user } = useSession();
  const { unit, repo, error, ask } = useUnit(uuid);
  const trend = useTrend(unit?.unitState?.memFree, unit?.lastSeenDatetime ?? null);
  const fleet = { label: t('common:place.fleet'), link: { to: '/fleet' } } as const;
  if (!unit)
    return error ? (
      <Page title={t('title')} crumbs={[fleet]}>
        <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      </Page>
    ) : (
      <PageLoading />
    );
  const ofRepo = repo && {
    label: repo.name,
    link: { to: '/repo/$uuid', params: { uuid: repo.uuid } } as const,
  };
  return (
    <Page
      title={unit.name}
      crumbs={ofRepo ? [fleet, ofRepo] : [fleet]}
      badges={<Badges unit={unit} />}
      description={
        <Text span size="sm">
          <Seen unit={unit} />
        </Text>
      }
    >
      <UnitTabs
        unit={unit}
        repo={repo}
        isOwner={user !== null && user.uuid === unit.creatorUuid}
        memoryTrend={trend}
      />
    </Page>
  );
};

/** One device: how it is, what it runs, what it says, and all that its owner can do with it. */
export const UnitPage = () => {
  const { uuid } = route.useParams();
  return <Shown key={uuid} uuid={uuid} />;
};
