import type { PipelineProblem } from '@unitfleet/pipeline';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { problemOf } from '../../../api/problem';
import { useAct } from '../../../ui/use-act';
import { STAGE_OF } from '../check/stages';
import { PipelineCheckDocument, PipelineDocumentDocument, SavePipelineDocument } from '../pipeline.generated';

const NEWEST = { requestPolicy: 'network-only' } as const;

interface Refused {
  readonly document: string;
  readonly problems: readonly PipelineProblem[];
}

/** Sets the document and resolves with what the instance keeps of it, which has no comments; `null`: it keeps nothing. One that the instance refuses is asked about, so that its problems are shown in their places. */
export const useSave = (uuid: string) => {
  const { t } = useTranslation('pipeline');
  const client = useClient();
  const act = useAct();
  const [isSaving, setSaving] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const save = useCallback(
    async (document: string): Promise<string | null> => {
      setSaving(true);
      const file = new File([document], 'pipeline.yml', { type: 'application/yaml' });
      const result = await client.mutation(SavePipelineDocument, { uuid, file }).toPromise();
      let problems: readonly PipelineProblem[] = [];
      if (result.error && problemOf(result.error).kind === 'refused') {
        const checked = await client.query(PipelineCheckDocument, { file }, NEWEST).toPromise();
        problems = (checked.data?.checkDataPipeConfig ?? []).map(({ stage, message, line, column }) => ({
          stage: STAGE_OF[stage],
          message,
          line: line ?? undefined,
          column: column ?? undefined,
        }));
      }
      setRefused(problems.length > 0 ? { document, problems } : null);
      setSaving(false);
      if (problems.length > 0 || !(await act(Promise.resolve(result), t('editor.saved')))) return null;
      const kept = await client.query(PipelineDocumentDocument, { uuid }, NEWEST).toPromise();
      return kept.data?.getDataPipeConfig ?? null;
    },
    [client, uuid, act, t],
  );
  return { save, isSaving, refused };
};
