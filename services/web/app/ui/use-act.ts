import { notifications } from '@mantine/notifications';
import type { AnyVariables, OperationResult } from '@urql/core';
import { useCallback } from 'react';
import { useProblemText } from './problem-notice';

/**
 * Runs what a person asked for and tells how it went; resolves with the data, or `null` when it failed.
 *
 * @example const node = await act(updateNode({ uuid, unitNode }), t('saved'));
 */
export const useAct = () => {
  const problemText = useProblemText();
  return useCallback(
    async <Data, Variables extends AnyVariables>(
      asked: Promise<OperationResult<Data, Variables>>,
      done?: string,
    ): Promise<Data | null> => {
      const { data, error } = await asked;
      if (error) {
        const { title, text } = problemText(error);
        notifications.show({ color: 'red', title, message: text, autoClose: 12_000 });
        return null;
      }
      if (done) notifications.show({ color: 'teal', message: done });
      return data ?? null;
    },
    [problemText],
  );
};
