import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery, useSubscription } from 'urql';
import { LinkAnchor } from '../../ui/links';
import { OnlineBadge, UpdateBadge } from '../../ui/unit-badges';
import { HomeList } from './home-list';
import { HomeUnitsDocument, HomeUnitStatesDocument } from './home.generated';

const SHOWN = 6;

/** The newest Units that one sees, or one's own; live. */
export const NewestUnits = ({ ofUser }: { ofUser?: string }) => {
  const { t } = useTranslation('home');
  const filters = {
    limit: SHOWN,
    orderByLastUpdate: null,
    orderByUnitName: null,
    creatorUuid: ofUser ?? null,
  };
  const [{ data, error }] = useQuery({ query: HomeUnitsDocument, variables: { filters } });
  const units = data?.getUnits.units ?? [];
  useSubscription(
    {
      query: HomeUnitStatesDocument,
      variables: { uuids: units.map(({ uuid }) => uuid) },
      pause: units.length === 0,
    },
    () => null,
  );
  return (
    <HomeList
      title={t(ofUser ? 'units.own' : 'units.public')}
      all={{ label: t('units.all'), link: { to: '/fleet', search: ofUser ? { mine: true } : {} } }}
      isLoading={!data && !error}
      empty={t(ofUser ? 'units.noOwn' : 'units.noPublic')}
    >
      {units.map((unit) => (
        <Group key={unit.uuid} justify="space-between" gap="xs" wrap="nowrap">
          <LinkAnchor to="/unit/$uuid" params={{ uuid: unit.uuid }} truncate>
            {unit.name}
          </LinkAnchor>
          <Group gap={6} wrap="nowrap" style={{ flex: 'none' }}>
            <UpdateBadge status={unit.firmwareUpdateStatus} error={unit.firmwareUpdateError} />
            <OnlineBadge isOnline={unit.isOnline} lastSeenDatetime={unit.lastSeenDatetime} />
          </Group>
        </Group>
      ))}
    </HomeList>
  );
};
