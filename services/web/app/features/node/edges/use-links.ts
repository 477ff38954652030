import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, type CombinedError } from 'urql';
import { problemOf } from '../../../api/problem';
import { useProblemText } from '../../../ui/problem-notice';
import { CreateEdgeDocument, DeleteEdgeDocument } from '../node.generated';
import type { EdgeKey } from './edge-board';
import { linkRefusal } from './link-refusal';

/** Links nodes and parts them; says how it went, and why not. */
export const useLinks = () => {
  const { t } = useTranslation('node');
  const problemText = useProblemText();
  const [{ fetching: isLinking }, create] = useMutation(CreateEdgeDocument);
  const [, remove] = useMutation(DeleteEdgeDocument);
  const tell = useCallback(
    (error: CombinedError | undefined, done: string, isRemoval: boolean): boolean => {
      if (!error) {
        notifications.show({ color: 'teal', message: done });
        return true;
      }
      const refusal = linkRefusal(problemOf(error), isRemoval);
      const known = refusal && {
        title: t('edges.refused.title'),
        text: t(`edges.refused.${refusal.kind}`, { count: 'count' in refusal ? refusal.count : 0 }),
      };
      const { title, text } = known ?? problemText(error);
      notifications.show({ color: 'red', title, message: text, autoClose: 12_000 });
      return false;
    },
    [t, problemText],
  );
  const link = useCallback(
    async ({ outputUuid, inputUuid }: EdgeKey) => {
      const edge = { nodeOutputUuid: outputUuid, nodeInputUuid: inputUuid };
      return tell((await create({ edge })).error, t('edges.linked'), false);
    },
    [create, tell, t],
  );
  const unlink = useCallback(
    async (key: EdgeKey) => tell((await remove({ ...key })).error, t('edges.unlinked'), true),
    [remove, tell, t],
  );
  return { link, unlink, isLinking };
};
