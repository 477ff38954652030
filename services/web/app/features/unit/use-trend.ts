import { useState } from 'react';

const MOST = 120;

/** Numbers as they came since the page was opened; a new `at` is a new one. */
export const useTrend = (value: number | null | undefined, at: string | null): readonly number[] => {
  const [trend, setTrend] = useState<{ at: string | null; values: readonly number[] }>({
    at: null,
    values: [],
  });
  if (typeof value === 'number' && at !== null && at !== trend.at)
    setTrend({ at, values: [...trend.values, value].slice(-MOST) });
  return trend.values;
};
