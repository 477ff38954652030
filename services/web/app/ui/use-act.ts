import { notifications } from '@mantine/notifications';
import type { AnyVariables, OperationResult } from '@urql/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from './problem-notice';

/**
 * Runs what a person asked for and tells how it went; resolves with the data, or `null` when it failed.
 *
 * @example const node = await act(updateNode({ uuid, unitNode }), t('saved'));
 */
export const useAct = () => {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return useCallback(
    async <Data, Variables extends AnyVariables>(
      asked: Promise<OperationResult<Data, Variables>>,
      done?: string,
    ): Promise<Data | null> => {
      const { data, error } = await asked;
      const closeButtonProps = { 'aria-label': t('action.close') };
      if (error) {
        const { title, text } = problemText(error);
        notifications.show({ color: 'red', title, message: text, autoClose: 12_000, closeButtonProps });
        return null;
      }
      if (done) notifications.show({ color: 'teal', message: done, closeButtonProps });
      return data ?? null;
    },
    [problemText, t],
  );
};
