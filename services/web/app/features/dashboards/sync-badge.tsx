import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DashboardsQuery } from './dashboards.generated';

type Status = DashboardsQuery['getDashboards']['dashboards'][number]['syncStatus'];

const COLOURS = { SUCCESS: 'teal', PROCESSING: 'blue', ERROR: 'red' } as const;

/** Whether Grafana has the board; nothing for one that was never brought there. */
export const SyncBadge = ({ status }: { status: Status }) => {
  const { t } = useTranslation('dashboards');
  if (!status) return null;
  return (
    <Badge color={COLOURS[status]} variant="light">
      {t(`sync.${status}`)}
    </Badge>
  );
};
