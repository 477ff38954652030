import { useEffect } from 'react';
import { useClient, type UseQueryExecute } from 'urql';
import { rowNews } from './row-watch';

/** Asks anew when a node has stored rows, while the page is seen. */
export const useRowNews = (nodeUuid: string, ask: UseQueryExecute, isPaused: boolean): void => {
  const client = useClient();
  useEffect(() => {
    if (isPaused) return undefined;
    const ending = new AbortController();
    const news = rowNews(client, nodeUuid, ending.signal);
    const follow = async () => {
      for (;;) {
        await news();
        if (ending.signal.aborted) return;
        ask({ requestPolicy: 'network-only' });
      }
    };
    void follow();
    return () => ending.abort();
  }, [client, nodeUuid, ask, isPaused]);
};
