import { useLayoutEffect, useRef, type RefObject } from 'react';

/** What was rendered last, for those who ask later: timers, listeners, editors that are made once. */
export const useLatest = <Value>(value: Value): RefObject<Value> => {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
};
