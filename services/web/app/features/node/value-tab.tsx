import { Grid, Paper, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { HistoryChart } from '../data/history-chart';
import { pipesOf } from '../data/pipe-summary';
import { LastValue } from './last-value';
import type { NodeFactsFragment } from './node.generated';
import { SetValue } from './set-value';

/** What the node says now, what can be said to it, and how its last hour went. */
export const ValueTab = ({ node }: { node: NodeFactsFragment }) => {
  const { t } = useTranslation('node');
  const { user } = useSession();
  const maySet = node.type === 'INPUT' && user !== null;
  const numeric = pipesOf(node.dataPipeYml).find(({ isNumeric }) => isNumeric);
  return (
    <Stack gap="md">
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: maySet ? 6 : 12 }}>
          <LastValue node={node} />
        </Grid.Col>
        {maySet && (
          <Grid.Col span={{ base: 12, md: 6 }}>
            <SetValue key={node.uuid} node={node} />
          </Grid.Col>
        )}
      </Grid>
      {numeric && (
        <Paper withBorder p="md">
          <Stack gap="xs">
            <Title order={2}>{t('value.hour')}</Title>
            <HistoryChart
              series={[{ nodeUuid: node.uuid, pipeline: numeric.name }]}
              range="1h"
              height={200}
            />
          </Stack>
        </Paper>
      )}
    </Stack>
  );
};
