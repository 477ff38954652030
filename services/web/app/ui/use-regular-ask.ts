import { useEffect } from 'react';
import type { UseQueryExecute } from 'urql';

/** Asks the instance anew again and again while the page is seen; for what no subscription tells. */
export const useRegularAsk = (ask: UseQueryExecute, everyMs: number, isPaused = false): void => {
  useEffect(() => {
    if (isPaused) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) ask({ requestPolicy: 'network-only' });
    }, everyMs);
    return () => clearInterval(timer);
  }, [ask, everyMs, isPaused]);
};
