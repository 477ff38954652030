import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useSession } from '../../session/session';
import { RelativeTime } from '../../ui/relative-time';
import { useAct } from '../../ui/use-act';
import { SyncDashboardDocument, type DashboardQuery } from './dashboards.generated';
import { SyncBadge } from './sync-badge';

type Board = DashboardQuery['getDashboard'];

const GrafanaLink = ({ path }: { path: string }) => {
  const { t } = useTranslation('dashboards');
  const { user } = useSession();
  return (
    <Anchor href={`${path}?orgId=${user?.grafanaOrgId ?? ''}`} target="_blank" rel="noopener">
      {t('openGrafana')}
    </Anchor>
  );
};

/** Brings the board to Grafana, which is optional: it is drawn on this page without it. */
export const GrafanaSync = ({ board }: { board: Board }) => {
  const { t } = useTranslation('dashboards');
  const [{ fetching }, sync] = useMutation(SyncDashboardDocument);
  const act = useAct();
  return (
    <Group gap="sm">
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        loading={fetching}
        onClick={() => void act(sync({ uuid: board.uuid }))}
      >
        {t('syncNow')}
      </Button>
      <SyncBadge status={board.syncStatus} />
      {board.syncLastDatetime && (
        <Text size="sm" c="dimmed">
          <RelativeTime time={board.syncLastDatetime} />
        </Text>
      )}
      {board.dashboardUrl && <GrafanaLink path={board.dashboardUrl} />}
      {board.syncError && (
        <Alert color="red" variant="light" p="xs" w="100%">
          {board.syncError}
        </Alert>
      )}
    </Group>
  );
};
