import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
} from 'react';
import type { RunStep } from '../check/work';
import { rowAfterKey } from './picks';
import type { Picks } from './use-picks';

const rowOf = (element: EventTarget): number =>
  Number((element as Element).closest('[data-index]')?.getAttribute('data-index') ?? -1);

/**
 * Boxes of a list as one stop of the tabulator: arrows, Home and End lead from box to box, and with Shift a box takes all from
 * the one before along. `list` has them, in elements with `data-index`.
 */
export const usePickKeys = (
  list: { readonly current: HTMLElement | null },
  steps: readonly RunStep[],
  picks: Picks | undefined,
) => {
  const rows = useMemo(
    () => (picks ? steps.flatMap((step, index) => (picks.canPick(step) ? [index] : [])) : []),
    [steps, picks],
  );
  const [wanted, setWanted] = useState(0);
  const reached = rows.includes(wanted) ? wanted : (rows[0] ?? -1);
  const isLed = useRef(false);
  const anchor = useRef<RunStep | null>(null);
  useEffect(() => {
    if (!isLed.current) return;
    isLed.current = false;
    list.current?.querySelector<HTMLElement>(`[data-index="${reached}"] input`)?.focus();
  }, [list, reached]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const next = rowAfterKey(event.key, rows, reached);
    if (next === null) return;
    event.preventDefault();
    isLed.current = next !== reached;
    setWanted(next);
  };
  const onFocus = ({ target }: FocusEvent) => {
    if (target instanceof HTMLInputElement) setWanted(rowOf(target));
  };
  const set = picks?.set;
  const onPick = useCallback(
    (step: RunStep, isPicked: boolean, isRange: boolean) => {
      const to = steps.indexOf(step);
      const from = isRange && anchor.current ? steps.indexOf(anchor.current) : -1;
      anchor.current = step;
      set?.(from < 0 ? [step] : steps.slice(Math.min(from, to), Math.max(from, to) + 1), isPicked);
    },
    [steps, set],
  );
  return { reached, onKeyDown, onFocus, onPick };
};
