import { useCallback, useMemo, useState } from 'react';
import type { RunStep } from '../check/work';
import { numberMessages, writePicks } from './picks';

const NONE: ReadonlySet<number> = new Set();

/** Which messages of a run are picked; none of a new run. */
export const usePicks = (steps: readonly RunStep[]) => {
  const numbers = useMemo(() => numberMessages(steps), [steps]);
  const [picks, setPicks] = useState({ numbers, picked: NONE });
  const picked = picks.numbers === numbers ? picks.picked : NONE;
  const set = useCallback(
    (some: readonly RunStep[], isPicked: boolean) =>
      setPicks((before) => {
        const next = new Set(before.numbers === numbers ? before.picked : NONE);
        for (const step of some) {
          const number = numbers.get(step);
          if (number === undefined) continue;
          if (isPicked) next.add(number);
          else next.delete(number);
        }
        return { numbers, picked: next };
      }),
    [numbers],
  );
  return useMemo(
    () => ({
      count: picked.size,
      canPick: (step: RunStep) => numbers.has(step),
      isPicked: (step: RunStep) => picked.has(numbers.get(step) ?? -1),
      set,
      write: () => writePicks(numbers, picked),
    }),
    [numbers, picked, set],
  );
};

export type Picks = ReturnType<typeof usePicks>;
