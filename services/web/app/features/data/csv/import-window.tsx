import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { ProblemNotice } from '../../../ui/problem-notice';
import { configOf, neededColumns, type CsvPreview } from './check-csv';
import { CsvTable } from './csv-table';
import { FileDrop } from './file-drop';
import { ImportProgress } from './import-progress';
import { useCsvWords } from './problem-words';
import { useImport, type RefusedRow } from './use-import';

interface ImportWindowProps {
  readonly nodeUuid: string;
  readonly dataPipeYml: string;
  readonly pipeline: string | null;
  readonly onClose: () => void;
}

const Preview = ({ preview }: { preview: CsvPreview }) => {
  const { t } = useTranslation('data');
  const format = useFormat();
  const { header, rows, missing, checked, problem, isWhole } = preview;
  if (missing.length > 0)
    return (
      <Alert color="red" title={t('csv.missing')} role="alert">
        {missing.join(', ')}
      </Alert>
    );
  if (checked === 0)
    return (
      <Alert color="red" role="alert">
        {t('csv.empty')}
      </Alert>
    );
  return (
    <Stack gap={4}>
      <CsvTable label={t('csv.preview')} header={header} rows={rows} first={1} />
      {!problem && (
        <Text size="sm" c="dimmed">
          {t(isWhole ? 'csv.allRight' : 'csv.beginningRight', {
            count: checked,
            number: format.number(checked),
          })}
        </Text>
      )}
    </Stack>
  );
};

const Refusal = ({ refusal, header }: { refusal: RefusedRow; header: readonly string[] }) => {
  const { t } = useTranslation('data');
  const wordsOf = useCsvWords();
  const { row, column, cells } = refusal;
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('csv.refused', { row })}
      role="alert"
    >
      <Stack gap="xs">
        <Text size="sm">{wordsOf(refusal)}</Text>
        {cells && (
          <CsvTable
            label={t('csv.refused', { row })}
            header={header}
            rows={[cells]}
            first={row}
            marked={column}
          />
        )}
      </Stack>
    </Alert>
  );
};

/** A CSV file in place of what a pipeline has stored: looked at first, replaced only when all of it is right. */
export const ImportWindow = ({ nodeUuid, dataPipeYml, pipeline, onClose }: ImportWindowProps) => {
  const { t } = useTranslation(['data', 'common']);
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const { file, preview, refusal, error, isSending, choose, send } = useImport(
    nodeUuid,
    dataPipeYml,
    pipeline,
  );
  const config = configOf(dataPipeYml, pipeline);
  const isReady = preview !== null && preview.missing.length === 0 && preview.checked > 0 && !preview.problem;
  const start = async () => {
    if (!(await send())) return;
    notifications.show({ color: 'teal', message: t('csv.done') });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('csv.title')} size="lg" fullScreen={isPhone}>
      <Stack>
        <Text size="sm">
          {t('csv.columns')} <b>{config ? neededColumns(config).join(', ') : '—'}</b>. {t('csv.form')}
        </Text>
        <FileDrop file={file} isDisabled={isSending} onFile={(chosen) => void choose(chosen)} />
        {preview && <Preview preview={preview} />}
        {refusal && <Refusal refusal={refusal} header={preview?.header ?? []} />}
        {error && <ProblemNotice error={error} />}
        {isSending && file && <ImportProgress nodeUuid={nodeUuid} pipeline={pipeline} size={file.size} />}
        {isReady && <Alert color="orange">{t('csv.replaces')}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button color="orange" disabled={!isReady} loading={isSending} onClick={() => void start()}>
            {t('csv.import')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
