import { Alert, Button, Group, Loader, NumberInput, Stack, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../ui/problem-notice';
import type { RunStep } from '../check/work';
import { writeMessage } from './messages';
import { RunResult } from './run-result';
import { useRecordedRun } from './use-recorded-run';

const MOST_MINUTES = 24 * 60;

interface RecordedRunPanelProps {
  readonly uuid: string;
  readonly document: string | null;
  /** Told the messages that are shown, one a line. */
  readonly onPick: (messages: string) => void;
}

/** What the node has sent within the last minutes, put through the document on the instance. */
export const RecordedRunPanel = ({ uuid, document, onPick }: RecordedRunPanelProps) => {
  const { t } = useTranslation('pipeline');
  const [minutes, setMinutes] = useState(10);
  const { start, cancel, isRunning, run, error } = useRecordedRun(uuid);
  const pick = (shown: readonly RunStep[]) => {
    // Each pipeline has a step of its own for a message: those of the one whose step comes first are all of them.
    const own = shown.filter(
      ({ payload, pipeline }) => payload !== null && pipeline === (shown[0]?.pipeline ?? null),
    );
    const lines = own.map(({ payload, timeMs }) => writeMessage({ payload: payload!, timeMs }));
    const written = lines.filter((line) => line !== null);
    const leftOut = lines.length - written.length;
    if (leftOut > 0) notifications.show({ color: 'orange', message: t('run.leftOut', { count: leftOut }) });
    onPick(written.join('\n'));
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
            onClick={() => document !== null && start(document, minutes)}
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
          action={(shown) => (
            <Tooltip label={t('run.pickHelp')}>
              <Button
                variant="default"
                size="xs"
                leftSection={<IconPencil size={16} aria-hidden />}
                onClick={() => pick(shown)}
              >
                {t('run.pick')}
              </Button>
            </Tooltip>
          )}
        />
      )}
    </Stack>
  );
};
