import { useCallback, useState } from 'react';
import { useClient, useSubscription } from 'urql';
import type { FleetModel } from './fleet-model';
import {
  GraphChangesDocument,
  GraphNodesDocument,
  GraphUnitsDocument,
  type GraphChangesSubscription,
} from './graph.generated';
import { unitThing } from './load-things';

/** Colours follow what the fleet tells; new Units come in, others go. Gives a number that grows with each change. */
export const useLiveModel = (model: FleetModel, isLoaded: boolean): number => {
  const client = useClient();
  const [changes, setChanges] = useState(0);
  const bring = useCallback(
    async (uuids: readonly string[]) => {
      const wanted = { uuids: [...uuids], limit: uuids.length };
      const units = await client.query(
        GraphUnitsDocument,
        { filters: wanted },
        { requestPolicy: 'network-only' },
      );
      model.add((units.data?.getUnits.units ?? []).map(unitThing));
      for (const unitUuid of uuids) {
        const nodes = await client.query(GraphNodesDocument, { filters: { unitUuid } });
        model.add(
          (nodes.data?.getUnitNodes.unitNodes ?? []).map(({ uuid, topicName: name, type: direction }) => ({
            uuid,
            kind: 'node',
            name,
            parent: unitUuid,
            direction,
          })),
        );
      }
      setChanges((count) => count + 1);
    },
    [client, model],
  );
  const take = useCallback(
    (_before: unknown, { fleetChanges }: GraphChangesSubscription) => {
      const unknown: string[] = [];
      for (const { uuid, kind, ...facts } of fleetChanges.units)
        if (kind === 'DELETED') model.drop(uuid);
        else if (!model.tell(uuid, facts)) unknown.push(uuid);
      if (unknown.length > 0) void bring(unknown);
      setChanges((count) => count + 1);
      return null;
    },
    [model, bring],
  );
  useSubscription({ query: GraphChangesDocument, pause: !isLoaded }, take);
  return changes;
};
