import { useEffect } from 'react';
import type { UseQueryExecute } from 'urql';

/**
 * Asks the instance anew again and again while the page is seen, and at once when it comes back into sight; for what no
 * subscription tells.
 */
export const useRegularAsk = (ask: UseQueryExecute, everyMs: number, isPaused = false): void => {
  useEffect(() => {
    if (isPaused) return undefined;
    const askIfSeen = () => {
      if (!document.hidden) ask({ requestPolicy: 'network-only' });
    };
    const timer = setInterval(askIfSeen, everyMs);
    document.addEventListener('visibilitychange', askIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', askIfSeen);
    };
  }, [ask, everyMs, isPaused]);
};
