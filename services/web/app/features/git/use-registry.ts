import { useEffect, useRef } from 'react';
import { useQuery, useSubscription, type UseQueryExecute } from 'urql';
import {
  RegistryDocument,
  RegistrySyncsDocument,
  type RegistryPartsFragment,
  type RegistrySyncsSubscription,
} from './git.generated';

export type Registry = RegistryPartsFragment;

const countEnded = (ended = 0, { repositoryRegistrySyncs }: RegistrySyncsSubscription): number =>
  repositoryRegistrySyncs.repositoriesRegistry.some(({ syncStatus }) => syncStatus !== 'PROCESSING')
    ? ended + 1
    : ended;

/** Asks again when `ended` has grown: another synchronisation, whoever began it, has come to its end. */
export const useAskAfterSync = (ended: number, ask: UseQueryExecute): void => {
  const known = useRef(ended);
  useEffect(() => {
    if (known.current !== ended) ask({ requestPolicy: 'network-only' });
    known.current = ended;
  }, [ended, ask]);
};

/**
 * One registry, live. What a finished synchronisation brings besides its status is asked for anew; each message counts, for
 * a quick one begins and ends between two pictures of the page.
 */
export const useRegistry = (uuid: string) => {
  const [{ data, error }, ask] = useQuery({ query: RegistryDocument, variables: { uuid } });
  const [{ data: ended = 0 }] = useSubscription(
    { query: RegistrySyncsDocument, variables: { uuids: [uuid] } },
    countEnded,
  );
  useAskAfterSync(ended, ask);
  return { registry: data?.getRepositoryRegistry, error, ask, ended };
};
