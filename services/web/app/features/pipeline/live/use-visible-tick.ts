import { useEffect } from 'react';
import { useLatest } from '../use-latest';

/** Calls again and again while the page is seen, and at once when it comes back into sight. */
export const useVisibleTick = (call: () => void, everyMs: number): void => {
  const latest = useLatest(call);
  useEffect(() => {
    const tick = () => {
      if (!document.hidden) latest.current();
    };
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs, latest]);
};
