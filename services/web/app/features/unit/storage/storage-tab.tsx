import { Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ProblemNotice } from '../../../ui/problem-notice';
import { UnitStorageDocument } from '../unit.generated';
import type { UnitTabProps } from '../unit-tabs';
import { StorageEditor } from './storage-editor';

/** A text that the device keeps at the instance. */
export const StorageTab = ({ unit }: UnitTabProps) => {
  const { t } = useTranslation('unit');
  const [{ data, error, fetching }, ask] = useQuery({
    query: UnitStorageDocument,
    variables: { uuid: unit.uuid },
    requestPolicy: 'network-only',
  });
  const reload = () => ask({ requestPolicy: 'network-only' });
  return (
    <Stack gap="md">
      <Text c="dimmed" maw={640}>
        {t('storage.text')}
      </Text>
      {error && !data && <ProblemNotice error={error} onRetry={reload} />}
      {!data && !error && <Skeleton h={240} />}
      {data && (
        <StorageEditor
          unitUuid={unit.uuid}
          stored={data.getStateStorage}
          isReading={fetching}
          onReload={reload}
        />
      )}
    </Stack>
  );
};
