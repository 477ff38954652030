import { useDebouncedValue } from '@mantine/hooks';
import { memo, useCallback, useRef } from 'react';
import { useClient, useSubscription } from 'urql';
import {
  FleetUnitsDocument,
  FleetUnitStatesDocument,
  FleetUnitUpdatesDocument,
  type FleetUnitStatesSubscription,
  type FleetUnitUpdatesSubscription,
} from '../fleet.generated';

const SETTLED_MS = 300;

/** Keeps these Units live once the scrolling has settled; what live messages do not say of a Unit is asked for. */
export const LiveUnits = memo(({ uuids }: { uuids: string }) => {
  const client = useClient();
  const [settled] = useDebouncedValue(uuids, SETTLED_MS);
  const watched = settled.split(' ');
  const versions = useRef(new Map<string, string | null>());
  const ask = useCallback(
    (changed: readonly string[]) => {
      if (changed.length === 0) return;
      const variables = { filters: { uuids: [...changed], limit: changed.length } };
      client
        .query(FleetUnitsDocument, variables, { requestPolicy: 'network-only' })
        .subscribe(() => undefined);
    },
    [client],
  );
  /** With another version another target may have come. */
  const takeStates = useCallback(
    (_before: unknown, { unitStates }: FleetUnitStatesSubscription) => {
      const known = versions.current;
      const news = unitStates.units.filter(
        ({ uuid, currentCommitVersion: version }) => known.get(uuid) !== version,
      );
      for (const { uuid, currentCommitVersion } of news) known.set(uuid, currentCommitVersion);
      if (!unitStates.isSnapshot) ask(news.map(({ uuid }) => uuid));
      return null;
    },
    [ask],
  );
  const takeUpdates = useCallback(
    (_before: unknown, { unitUpdates }: FleetUnitUpdatesSubscription) => {
      if (unitUpdates.isSnapshot) return null;
      ask(unitUpdates.units.map(({ uuid }) => uuid));
      return null;
    },
    [ask],
  );
  const pause = settled === '';
  useSubscription({ query: FleetUnitStatesDocument, variables: { uuids: watched }, pause }, takeStates);
  useSubscription({ query: FleetUnitUpdatesDocument, variables: { uuids: watched }, pause }, takeUpdates);
  return null;
});
