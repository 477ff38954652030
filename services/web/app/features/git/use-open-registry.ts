import { useEffect, useRef, useState } from 'react';
import { useClient, type CombinedError } from 'urql';
import {
  CreateRegistryDocument,
  RegistriesDocument,
  type CreateRegistryMutationVariables,
} from './git.generated';

const LOOK_EVERY_MS = 700;

type NewRegistry = CreateRegistryMutationVariables['registry'];

/**
 * Finds the registry of an address or makes it. Making one answers only when the repository is copied or that failed;
 * `onOpened` is told as soon as the registry is there, so that a page can show how the copying goes.
 */
export const useOpenRegistry = (onOpened: (uuid: string, isNew: boolean) => void) => {
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError>();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const find = async (url: string): Promise<string | undefined> => {
    const filters = { searchString: url, limit: 100, offset: 0 };
    const { data } = await client.query(RegistriesDocument, { filters }, { requestPolicy: 'network-only' });
    const found = data?.getRepositoriesRegistry.repositoriesRegistry;
    return found?.find(({ repositoryUrl }) => repositoryUrl === url)?.uuid;
  };
  const make = async (registry: NewRegistry): Promise<void> => {
    let isOpen = false;
    const open = (uuid: string | undefined) => {
      if (!uuid || isOpen || !isHere.current) return;
      isOpen = true;
      onOpened(uuid, true);
    };
    const made = client.mutation(CreateRegistryDocument, { registry }).toPromise();
    const looking = setInterval(() => void find(registry.repositoryUrl).then(open), LOOK_EVERY_MS);
    const { data, error: problem } = await made;
    clearInterval(looking);
    open(data?.createRepositoryRegistry.uuid);
    if (problem && !isOpen && isHere.current) setError(problem);
  };
  const open = async (registry: NewRegistry): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const known = await find(registry.repositoryUrl);
    if (known) onOpened(known, false);
    else await make(registry);
    if (isHere.current) setBusy(false);
  };
  return { open, isBusy, error };
};
