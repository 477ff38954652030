import { Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PastedRun } from './pasted-run';
import { RecordedRunPanel } from './recorded-run-panel';
import { usePicks } from './use-picks';
import { useRecordedRun } from './use-recorded-run';
import type { RunStep } from '../check/work';

type Source = 'pasted' | 'recorded';

const NO_STEPS: readonly RunStep[] = [];

interface DryRunPanelProps {
  readonly uuid: string;
  /** What is tried; `null`: it has problems. */
  readonly document: string | null;
}

/** What the document would do, before it is saved. */
export const DryRunPanel = ({ uuid, document }: DryRunPanelProps) => {
  const { t } = useTranslation('pipeline');
  const [source, setSource] = useState<Source>('pasted');
  const [text, setText] = useState('');
  // Kept while messages are tried, so that one comes back to what was picked.
  const recorded = useRecordedRun(uuid);
  const picks = usePicks(recorded.run?.steps ?? NO_STEPS);
  const pick = (messages: string) => {
    setText(messages);
    setSource('pasted');
  };
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="pipeline-dry-run">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <div>
            <Title order={2} id="pipeline-dry-run">
              {t('run.title')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('run.text')}
            </Text>
          </div>
          <SegmentedControl
            aria-label={t('run.source')}
            value={source}
            onChange={(value) => setSource(value as Source)}
            data={[
              { value: 'pasted', label: t('run.pasted') },
              { value: 'recorded', label: t('run.recorded') },
            ]}
          />
        </Group>
        {source === 'pasted' ? (
          <PastedRun document={document} text={text} onChange={setText} />
        ) : (
          <RecordedRunPanel recorded={recorded} picks={picks} document={document} onPick={pick} />
        )}
      </Stack>
    </Paper>
  );
};
