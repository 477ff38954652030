import { useCallback, useMemo, useState } from 'react';
import type { Letter } from './letter-card';
import type { Chosen } from './use-letter-acts';

const NOBODY: ReadonlySet<string> = new Set();

/** Which of the dead letters are chosen: some of those that are shown, or all that there are. */
export const useChoice = (letters: readonly Letter[], total: number, consumer: string | null) => {
  const [some, setSome] = useState(NOBODY);
  const [isEverything, setEverything] = useState(false);
  // What somebody else has dealt with meanwhile is not chosen any more.
  const ids = useMemo(
    () => letters.map(({ id }) => id).filter((id) => isEverything || some.has(id)),
    [letters, some, isEverything],
  );
  const choose = useCallback((id: string, isChosen: boolean) => {
    setEverything(false);
    setSome((before) => new Set(isChosen ? [...before, id] : [...before].filter((one) => one !== id)));
  }, []);
  const choosePage = (isChosen: boolean) => {
    setEverything(false);
    setSome(isChosen ? new Set(letters.map(({ id }) => id)) : NOBODY);
  };
  const chosen: Chosen = isEverything ? { allOf: consumer } : { ids };
  return {
    chosen,
    count: isEverything ? total : ids.length,
    isChosen: (id: string) => isEverything || some.has(id),
    choose,
    choosePage,
    chooseAll: () => setEverything(true),
  };
};
