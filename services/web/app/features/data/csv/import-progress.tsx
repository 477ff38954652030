import { Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSubscription } from 'urql';
import { useFormat } from '../../../ui/format';
import { PipeDataImportsDocument } from '../data.generated';

interface ImportProgressProps {
  readonly nodeUuid: string;
  readonly pipeline: string | null;
  /** Bytes of the file. */
  readonly size: number;
}

/** How far an import is, as the instance tells. */
export const ImportProgress = ({ nodeUuid, pipeline, size }: ImportProgressProps) => {
  const { t } = useTranslation('data');
  const format = useFormat();
  const [{ data }] = useSubscription({ query: PipeDataImportsDocument, variables: { uuid: nodeUuid } });
  const told = data?.pipeDataImport.imports.find(
    (each) => each.pipeline === pipeline && each.status === 'RUNNING',
  );
  const share = told ? Math.min(100, (100 * told.bytes) / Math.max(1, size)) : 0;
  return (
    <Stack gap={4} role="status">
      <Progress value={told ? share : 100} animated aria-label={t('csv.progress')} />
      <Text size="sm" c="dimmed" className="numeric">
        {told ? t('csv.checked', { count: told.rows, number: format.number(told.rows) }) : t('csv.sending')}
      </Text>
    </Stack>
  );
};
