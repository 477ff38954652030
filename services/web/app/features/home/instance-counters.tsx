import { Paper, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import type { HomeMetricsQuery } from './home.generated';

const COUNTERS = [
  'unitCount',
  'unitNodeCount',
  'unitNodeEdgeCount',
  'repoCount',
  'repositoryRegistryCount',
  'userCount',
] as const;

/** How much there is on the instance, whoever may see it. */
export const InstanceCounters = ({
  metrics,
}: {
  metrics: HomeMetricsQuery['getBaseMetrics'] | undefined;
}) => {
  const { t } = useTranslation('home');
  const { number } = useFormat();
  return (
    <SimpleGrid component="dl" cols={{ base: 3, md: 6 }} spacing="xs" m={0}>
      {COUNTERS.map((counter) => (
        <Paper key={counter} withBorder px="sm" py="xs">
          <Text component="dt" size="xs" c="dimmed" truncate>
            {t(`counter.${counter}`)}
          </Text>
          <Text component="dd" m={0} fw={650} size="xl" className="numeric">
            {metrics ? number(metrics[counter]) : <Skeleton h={22} w={40} my={5} />}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
};
