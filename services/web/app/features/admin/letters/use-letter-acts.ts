import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useAct } from '../../../ui/use-act';
import { AdminDeadLetterIdsDocument, AdminDiscardDocument, AdminRedriveDocument } from '../admin.generated';
import { behindIn, dealWith, LETTERS_AT_ONCE } from './deal-with';

/** Some dead letters by their ids, or all of a consumer (`null`: of everybody). */
export type Chosen = { readonly ids: readonly string[] } | { readonly allOf: string | null };

export type Deed = 'redrive' | 'discard';

const FRESH = { requestPolicy: 'network-only' } as const;

/** Deals with dead letters; `done` says how many are, while it goes on. */
export const useLetterActs = () => {
  const { t } = useTranslation(['admin', 'common']);
  const client = useClient();
  const act = useAct();
  const [done, setDone] = useState<number | null>(null);

  const idsOf = useCallback(
    (consumer: string | null) => async (beforeId: string | null) => {
      const filters = { consumer, limit: LETTERS_AT_ONCE, beforeId };
      const data = await act(client.query(AdminDeadLetterIdsDocument, { filters }, FRESH).toPromise());
      return data && data.getDeadLetters.deadLetters.map(({ id }) => id);
    },
    [act, client],
  );

  const redrive = useCallback(
    async (ids: readonly string[]) => {
      const data = await act(client.mutation(AdminRedriveDocument, { ids: [...ids] }).toPromise());
      return data && data.redriveDeadLetters;
    },
    [act, client],
  );

  const discard = useCallback(
    async (ids: readonly string[]) => {
      const data = await act(client.mutation(AdminDiscardDocument, { ids: [...ids] }).toPromise());
      return data && data.discardDeadLetters;
    },
    [act, client],
  );

  /** Resolves with whether all of them were dealt with. */
  const run = useCallback(
    async (deed: Deed, chosen: Chosen): Promise<boolean> => {
      setDone(0);
      const { count, isAll } = await dealWith({
        idsBehind: 'ids' in chosen ? behindIn(chosen.ids) : idsOf(chosen.allOf),
        deal: deed === 'redrive' ? redrive : discard,
        tell: setDone,
      });
      setDone(null);
      if (isAll || count > 0)
        notifications.show({
          color: 'teal',
          message: t(deed === 'redrive' ? 'letters.redriven' : 'letters.discarded', { count }),
          closeButtonProps: { 'aria-label': t('common:action.close') },
        });
      return isAll;
    },
    [discard, idsOf, redrive, t],
  );

  return { run, done };
};
