import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { AdminCountsDocument } from '../admin.generated';

const COUNTS = [
  'userCount',
  'repositoryRegistryCount',
  'repoCount',
  'unitCount',
  'unitNodeCount',
  'unitNodeEdgeCount',
] as const;

/** How much there is on the instance, in a line. */
export const InstanceCounts = () => {
  const { t } = useTranslation('admin');
  const [{ data }] = useQuery({ query: AdminCountsDocument });
  if (!data) return null;
  return (
    <Group gap="4px 20px" role="group" aria-label={t('count.label')}>
      {COUNTS.map((name) => (
        <Text key={name} size="sm" c="dimmed" className="numeric">
          {t(`count.${name}`, { count: data.getBaseMetrics[name] })}
        </Text>
      ))}
    </Group>
  );
};
