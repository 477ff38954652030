import { useEffect, useRef } from 'react';
import { useQuery, useSubscription } from 'urql';
import { RegistryDocument, RegistrySyncsDocument, type RegistryPartsFragment } from './git.generated';

export type Registry = RegistryPartsFragment;

/** One registry, live; what a finished synchronisation brings besides its status is asked for anew. */
export const useRegistry = (uuid: string) => {
  const [{ data, error }, ask] = useQuery({ query: RegistryDocument, variables: { uuid } });
  useSubscription({ query: RegistrySyncsDocument, variables: { uuids: [uuid] } });
  const registry = data?.getRepositoryRegistry;
  const status = registry?.syncStatus;
  const before = useRef(status);
  useEffect(() => {
    const isDone = before.current === 'PROCESSING' && status !== 'PROCESSING';
    before.current = status;
    if (isDone) ask({ requestPolicy: 'network-only' });
  }, [status, ask]);
  return { registry, error, ask };
};
