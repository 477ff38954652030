import { useDebouncedValue } from '@mantine/hooks';
import { memo, useCallback } from 'react';
import { useClient, useSubscription } from 'urql';
import {
  FleetUnitsDocument,
  FleetUnitStatesDocument,
  FleetUnitUpdatesDocument,
  type FleetUnitUpdatesSubscription,
} from '../fleet.generated';

const SETTLED_MS = 300;

/** Keeps these Units live once the scrolling has settled; what live messages do not say of a Unit is asked for. */
export const LiveUnits = memo(({ uuids }: { uuids: string }) => {
  const client = useClient();
  const [settled] = useDebouncedValue(uuids, SETTLED_MS);
  const watched = settled.split(' ');
  const askAgain = useCallback(
    (_before: unknown, { unitUpdates }: FleetUnitUpdatesSubscription) => {
      if (unitUpdates.isSnapshot) return null;
      const changed = unitUpdates.units.map(({ uuid }) => uuid);
      const variables = { filters: { uuids: changed, limit: changed.length } };
      client
        .query(FleetUnitsDocument, variables, { requestPolicy: 'network-only' })
        .subscribe(() => undefined);
      return null;
    },
    [client],
  );
  const pause = settled === '';
  useSubscription({ query: FleetUnitStatesDocument, variables: { uuids: watched }, pause }, () => null);
  useSubscription({ query: FleetUnitUpdatesDocument, variables: { uuids: watched }, pause }, askAgain);
  return null;
});
