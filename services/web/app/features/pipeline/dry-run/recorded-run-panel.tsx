import { Alert, Button, Group, Loader, NumberInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../ui/problem-notice';
import { PickBar } from './pick-bar';
import { RunResult } from './run-result';
import type { Picks } from './use-picks';
import type { RecordedRuns } from './use-recorded-run';

const MOST_MINUTES = 24 * 60;

interface RecordedRunPanelProps {
  readonly recorded: RecordedRuns;
  readonly picks: Picks;
  readonly document: string | null;
  /** Told the picked messages, one a line. */
  readonly onPick: (messages: string) => void;
}

/** What the node has sent within the last minutes, put through the document on the instance; what of it is tried on is picked. */
export const RecordedRunPanel = ({ recorded, picks, document, onPick }: RecordedRunPanelProps) => {
  const { t } = useTranslation('pipeline');
  const { minutes, setMinutes, start, cancel, isRunning, run, error } = recorded;
  const take = () => {
    const { text, leftOut } = picks.write();
    if (leftOut > 0) notifications.show({ color: 'orange', message: t('run.leftOut', { count: leftOut }) });
    onPick(text);
  };
  return (
    <Stack gap="sm">
      <Group align="flex-end">
        <NumberInput
          label={t('run.minutes')}
          value={minutes}
          min={1}
          max={MOST_MINUTES}
          allowDecimal={false}
          clampBehavior="strict"
          onChange={(value) => setMinutes(Number(value) || 1)}
          w={180}
        />
        {isRunning ? (
          <Button variant="default" leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={cancel}>
            {t('run.cancel')}
          </Button>
        ) : (
          <Button
            leftSection={<IconPlayerPlay size={18} aria-hidden />}
            disabled={document === null}
            onClick={() => document !== null && start(document)}
          >
            {run ? t('run.again') : t('run.start')}
          </Button>
        )}
        {isRunning && (
          <Group gap="xs" role="status">
            <Loader size="sm" aria-hidden />
            <Text size="sm">{t('run.running')}</Text>
          </Group>
        )}
      </Group>
      {document === null && <Alert color="orange">{t('run.wrong')}</Alert>}
      {error && <ProblemNotice error={error} />}
      {run && document !== null && run.document !== document && (
        <Alert color="blue">{t('run.outdated')}</Alert>
      )}
      {(run?.end === 'message_limit' || run?.end === 'time_limit') && (
        <Alert color="orange">{t(`run.${run.end}`)}</Alert>
      )}
      {run && run.steps.length === 0 && <Text size="sm">{t('run.noRecorded')}</Text>}
      {run && run.steps.length > 0 && (
        <RunResult
          steps={run.steps}
          picks={picks}
          action={(shown) => <PickBar picks={picks} shown={shown} onTry={take} />}
        />
      )}
    </Stack>
  );
};
