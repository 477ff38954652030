import { useEffect, useRef } from 'react';
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
  const [{ data, error }, ask] = useQuery({ query: UnitPageDocument, variables: { uuid } });
  const repoUuid = data?.getUnit.repoUuid ?? '';
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
    unit: data?.getUnit.uuid === uuid ? data.getUnit : undefined,
    repo: repo.data?.getRepo,
    error,
    ask,
  };
};
