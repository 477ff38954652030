import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { AdminStreamsDocument } from '../admin.generated';
import { useAdminSearch } from '../use-admin-search';

/** Whose dead letters are shown. */
export const ConsumerFilter = () => {
  const { t } = useTranslation(['admin', 'common']);
  const [{ consumer }, change] = useAdminSearch();
  const [{ data }] = useQuery({ query: AdminStreamsDocument });
  const names = new Set(data?.getStreams.flatMap(({ consumers }) => consumers.map(({ name }) => name)));
  if (consumer) names.add(consumer);
  return (
    <Select
      aria-label={t('letters.consumer')}
      placeholder={t('letters.everybody')}
      data={[...names].sort()}
      value={consumer ?? null}
      onChange={(name) => change({ consumer: name ?? undefined })}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('common:action.clear') }}
      maw={420}
      flex={1}
      miw={220}
    />
  );
};
