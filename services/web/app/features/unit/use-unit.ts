import { useEffect, useRef, useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import {
  UnitPageDocument,
  UnitPageRepoDocument,
  UnitPageStateDocument,
  UnitPageUpdateDocument,
  type UnitPageQuery,
  type UnitPageRepoQuery,
} from './unit.generated';

export type Unit = UnitPageQuery['getUnit'];
export type UnitRepo = UnitPageRepoQuery['getRepo'];

/** A Unit and the Repo that it comes from, kept true by what the instance tells. */
export const useUnit = (uuid: string) => {
  const [{ data, error, fetching }, ask] = useQuery({ query: UnitPageDocument, variables: { uuid } });
  const [unit, setUnit] = useState<Unit>();
  if (data?.getUnit && data.getUnit !== unit) setUnit(data.getUnit);
  // A change of the Unit takes its answer out of the cache, and may take one along that just came in.
  const isLost = !data && !error && !fetching;
  useEffect(() => {
    if (isLost) ask({ requestPolicy: 'network-only' });
  }, [isLost, ask]);
  const repoUuid = unit?.repoUuid ?? '';
  const [repo] = useQuery({
    query: UnitPageRepoDocument,
    variables: { uuid: repoUuid },
    pause: repoUuid === '',
  });
  const uuids = [uuid];
  useSubscription({ query: UnitPageStateDocument, variables: { uuids } });
  const [update] = useSubscription({ query: UnitPageUpdateDocument, variables: { uuids } });
  // What the Unit is to run is no part of the message: it is asked for anew after each, and after a lost connection.
  const told = useRef<unknown>(null);
  useEffect(() => {
    if (!update.data) return;
    if (told.current) ask({ requestPolicy: 'network-only' });
    told.current = update.data;
  }, [update.data, ask]);
  return {
    /** What was last known of it, while it is asked for anew. */
    unit: unit?.uuid === uuid ? unit : undefined,
    repo: repo.data?.getRepo,
    error,
    ask,
  };
};
