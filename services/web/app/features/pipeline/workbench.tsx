import { Alert, Grid, Skeleton, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { problemOf } from '../../api/problem';
import { ProblemNotice } from '../../ui/problem-notice';
import { useWork } from './check/use-work';
import { DryRunPanel } from './dry-run/dry-run-panel';
import { DocumentEditor } from './editor/document-editor';
import { Counters } from './live/counters';
import { PipelineDocumentDocument } from './pipeline.generated';

const CHECK_PAUSE_MS = 200;

const Opened = ({ uuid, saved }: { uuid: string; saved: string }) => {
  const [document, setDocument] = useState(saved);
  const work = useMemo(() => ({ document, saved }), [document, saved]);
  const { answer, isBusy } = useWork(work, CHECK_PAUSE_MS);
  const isValid = answer?.problems.length === 0;
  return (
    <Stack gap="lg">
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <DocumentEditor
            uuid={uuid}
            saved={saved}
            document={document}
            onChange={setDocument}
            check={answer}
            isChecking={isBusy}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Counters uuid={uuid} />
        </Grid.Col>
      </Grid>
      <DryRunPanel uuid={uuid} document={isValid ? answer.work.document : null} />
    </Stack>
  );
};

/** The document of a pipe that is on, beside what it does. */
export const Workbench = ({ uuid }: { uuid: string }) => {
  const { t } = useTranslation('pipeline');
  const variables = useMemo(() => ({ uuid }), [uuid]);
  const [{ data, error }, askAgain] = useQuery({ query: PipelineDocumentDocument, variables });
  if (data) return <Opened uuid={uuid} saved={data.getDataPipeConfig} />;
  if (!error) return <Skeleton h={320} />;
  if (problemOf(error).kind !== 'refused')
    return <ProblemNotice error={error} onRetry={() => askAgain({ requestPolicy: 'network-only' })} />;
  return (
    <Stack>
      <Alert color="orange">{t('editor.unreadable')}</Alert>
      <Opened uuid={uuid} saved="" />
    </Stack>
  );
};
