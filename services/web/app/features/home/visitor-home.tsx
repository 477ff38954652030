import { Alert, Card, Group, List, SimpleGrid, Text } from '@mantine/core';
import { IconCrown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { LinkButton } from '../../ui/links';
import { Page } from '../../ui/page';
import { ProblemNotice } from '../../ui/problem-notice';
import { HomeMetricsDocument } from './home.generated';
import { InstanceCounters } from './instance-counters';
import { NewestRepos } from './newest-repos';
import { NewestUnits } from './newest-units';

const STEPS = ['git', 'unit', 'live'] as const;

const WaysIn = ({ isNew }: { isNew: boolean }) => {
  const { t } = useTranslation('home');
  if (isNew)
    return (
      <Alert icon={<IconCrown aria-hidden />} color="cyan" title={t('first.title')}>
        <Text size="sm" mb="sm">
          {t('first.text')}
        </Text>
        <LinkButton to="/register">{t('first.action')}</LinkButton>
      </Alert>
    );
  return (
    <Group gap="xs">
      <LinkButton to="/sign-in">{t('signIn')}</LinkButton>
      <LinkButton to="/register" variant="default">
        {t('register')}
      </LinkButton>
    </Group>
  );
};

/** For those who are not signed in: what this is, what is public here, and the ways in. */
export const VisitorHome = () => {
  const { t } = useTranslation('home');
  const [{ data, error }, ask] = useQuery({ query: HomeMetricsDocument });
  const metrics = data?.getBaseMetrics;
  return (
    <Page title={t('visitor.title')} description={t('visitor.text')}>
      <Card withBorder>
        <List type="ordered" spacing={4} mb="md">
          {STEPS.map((step) => (
            <List.Item key={step}>{t(`step.${step}`)}</List.Item>
          ))}
        </List>
        <WaysIn isNew={metrics?.userCount === 0} />
      </Card>
      {error && !data ? (
        <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      ) : (
        <InstanceCounters metrics={metrics} />
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <NewestUnits />
        <NewestRepos />
      </SimpleGrid>
    </Page>
  );
};
