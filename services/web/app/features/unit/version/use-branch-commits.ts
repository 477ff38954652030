import { useCallback, useEffect, useState } from 'react';
import { useClient, type CombinedError } from 'urql';
import type { Commit } from './commits-between';
import { UnitCommitsDocument } from './version.generated';

const PAGE = 200;

interface Loaded {
  readonly key: string;
  readonly commits: readonly Commit[];
  /** There are no older ones. */
  readonly isWhole: boolean;
  readonly error?: CombinedError;
}

interface BranchWish {
  /** Of the repository; nothing is asked for while it or the branch is missing. */
  readonly registryUuid: string | undefined;
  readonly branch: string | null | undefined;
  readonly onlyTag: boolean;
  /** What makes the commits worth asking for anew. */
  readonly since?: string | null;
}

/** Commits of a branch, the newest first, by pages. */
export const useBranchCommits = ({ registryUuid, branch, onlyTag, since = '' }: BranchWish) => {
  const client = useClient();
  const key = registryUuid && branch ? [registryUuid, branch, onlyTag, since].join(' ') : '';
  const [loaded, setLoaded] = useState<Loaded>({ key: '', commits: [], isWhole: false });
  const [isBusy, setBusy] = useState(false);
  /** What is known once the commits after `before` are, too. */
  const readAfter = useCallback(
    async (before: readonly Commit[]): Promise<Loaded> => {
      const filters = { repoBranch: branch ?? '', onlyTag, offset: before.length, limit: PAGE };
      const variables = { uuid: registryUuid ?? '', filters };
      const policy = { requestPolicy: 'network-only' } as const;
      const { data, error } = await client.query(UnitCommitsDocument, variables, policy);
      const page = data?.getBranchCommits ?? [];
      return { key, commits: [...before, ...page], isWhole: !error && page.length < PAGE, error };
    },
    [client, registryUuid, branch, onlyTag, key],
  );
  useEffect(() => {
    let isWanted = key !== '';
    if (isWanted) void readAfter([]).then((first) => isWanted && setLoaded(first));
    return () => {
      isWanted = false;
    };
  }, [readAfter, key]);
  const isOurs = loaded.key === key;
  const commits = isOurs ? loaded.commits : [];
  const readOlder = async () => {
    setBusy(true);
    const more = await readAfter(commits);
    setBusy(false);
    setLoaded((now) => (now.key === more.key ? more : now));
  };
  return {
    commits,
    isWhole: isOurs && loaded.isWhole,
    /** The first page is not there yet. */
    isLoading: key !== '' && !isOurs,
    isBusy,
    error: isOurs ? loaded.error : undefined,
    readOlder,
  };
};
